namespace OrleansOrders.Bench;

/// <summary>The skeleton: the system's messages and rows and nothing else. Completed are the orders whose notification is committed, as for the system.</summary>
sealed class SkeletonTarget : Target
{
    SkeletonTarget(AppProcess app, TestDatabase database, TestVirtualHost broker)
        : base("skeleton", [app], database, broker)
    {
    }

    public static async Task<SkeletonTarget> Start()
    {
        var database = await TestDatabase.CreateAsync();
        var broker = await TestVirtualHost.CreateAsync();
        var app = await AppProcess.StartAsync(new()
        {
            RabbitMq = broker.ConnectionString,
            Postgres = database.ConnectionString,
            Program = AppProgram.Floor,
            Environment = new Dictionary<string, string> { ["Program"] = "Skeleton" },
        });
        return new(app, database, broker);
    }

    public override Task<long> Completed() => Given("skeleton_notifications_seq_seq");

    public override async Task<IAsyncDisposable> Watch(Action<string, long> final) =>
        await BrokerListener.OfKeys(Broker.ConnectionString, "order_events", ["order.confirmed"], final);

    /// <summary>
    /// Throws where an order has not all of its rows, or an item's numbers do not follow from what was taken of it: such a skeleton did less than it says. With
    /// nothing under way.
    /// </summary>
    public async Task Check()
    {
        var wrong = await Database.ScalarAsync<long>($"""
            select
              (select count(*)
                from skeleton_orders o
                left join (select order_id, count(*) as items from skeleton_holds group by order_id) h on h.order_id = o.id
                left join (select distinct order_id from skeleton_notifications) n on n.order_id = o.id
                where o.status <> 2 or h.items is distinct from jsonb_array_length(o.body -> 'items') or n.order_id is null) +
              (select count(*) from skeleton_items i left join (select sku, sum(quantity) as taken from skeleton_holds group by sku) h using (sku)
                where i.available <> {BenchCatalog.Plenty} - coalesce(h.taken, 0)) +
              (select count(distinct h.sku) from skeleton_holds h where not exists (select from skeleton_items i where i.sku = h.sku))
            """);
        if (wrong > 0) throw new InvalidOperationException($"{wrong} orders and items of the skeleton are not what they should be; its figures mean nothing.");
    }
}

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
}

using System.Diagnostics;
using Npgsql;

namespace OrleansOrders.Bench;

/// <summary>OrleansOrders, all roles in each of its processes. An order counts as completed once its end is committed, and with it its customer's notification.</summary>
sealed class OrdersTarget : Target
{
    static readonly string[] FinalKeys = ["order.confirmed", "order.failed", "order.cancelled"];

    readonly Variant _variant;

    OrdersTarget(Variant variant, TestDatabase database, TestVirtualHost broker)
        : base(variant.Name, [], database, broker) => _variant = variant;

    public static Task<OrdersTarget> Start() => Start(Variant.Usual("orders"));

    /// <summary>Starts a build of the application with settings of its own, as one process or several.</summary>
    public static async Task<OrdersTarget> Start(Variant variant)
    {
        var target = await Prepare(variant);
        try
        {
            for (var i = 0; i < variant.Processes; i++) await target.Add();
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    /// <summary>An empty database and virtual host, and no process yet.</summary>
    public static async Task<OrdersTarget> Prepare(Variant variant) => new(variant, await TestDatabase.CreateAsync(), await TestVirtualHost.CreateAsync());

    /// <summary>Starts one more process on what is there, with the roles named.</summary>
    /// <returns>How long it took until it was ready.</returns>
    public async Task<TimeSpan> Add(string roles = "silo,api,bridge")
    {
        using var catalog = BenchCatalog.Write();
        var watch = Stopwatch.StartNew();
        var app = await AppProcess.StartAsync(new()
        {
            RabbitMq = Broker.ConnectionString,
            Postgres = Database.ConnectionString,
            Assembly = _variant.Assembly,
            Roles = roles,
            StartDeadline = TimeSpan.FromMinutes(3),
            Environment = new Dictionary<string, string>(_variant.Environment) { ["Catalog__File"] = catalog.Path },
        });
        var took = watch.Elapsed;
        Apps = [.. Apps, app];
        return took;
    }

    /// <summary>A client of its first process.</summary>
    public HttpClient Http => Apps[0].Http;

    /// <summary>For questions that no client can ask.</summary>
    public NpgsqlDataSource DataSource => Database.DataSource;

    public override Task<long> Completed() => Given("notification_seq_seq");

    public override async Task<IAsyncDisposable> Watch(Action<string, long> final) =>
        await BrokerListener.OfKeys(Broker.ConnectionString, "order_events", FinalKeys, final);

    /// <summary>A number out of its database.</summary>
    public Task<long> Scalar(string sql) => Database.ScalarAsync<long>(sql);

    /// <inheritdoc />
    /// <remarks>A cancelled order that had been paid has two notifications: its end, and its refund.</remarks>
    public override Task<long> Counted() => Database.ScalarAsync<long>("select count(*) from orders where status in ('confirmed', 'failed', 'cancelled')");

    /// <summary>Counts what the auditor finds wrong with a system at rest, and says the first of it.</summary>
    public async Task<int> Audit(Action<string> say)
    {
        using var patient = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(10) };
        var violations = await new OrdersClient(patient).ViolationsAsync(TimeSpan.Zero);
        foreach (var violation in violations.Take(10)) say(violation);
        return violations.Count;
    }
}

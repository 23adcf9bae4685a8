using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansOrders.Bench;

/// <summary>OrleansOrders, all roles in one process. An order counts as completed once its customer's notification is in the log: the last of its commits.</summary>
sealed class OrdersTarget : Target
{
    static readonly string[] FinalKeys = ["order.confirmed", "order.failed", "order.cancelled"];

    OrdersTarget(string name, string engine, AppProcess app, TestDatabase database, TestVirtualHost broker)
        : base(name, app, database, broker) => Engine = engine;

    /// <summary>As the process itself says.</summary>
    public string Engine { get; }

    public static Task<OrdersTarget> Start() => Start(new("orders", null, new Dictionary<string, string>()));

    /// <summary>Starts a build of the application with settings of its own.</summary>
    public static async Task<OrdersTarget> Start(Variant variant)
    {
        var database = await TestDatabase.CreateAsync();
        var broker = await TestVirtualHost.CreateAsync();
        using var catalog = BenchCatalog.Write();
        var app = await AppProcess.StartAsync(new()
        {
            RabbitMq = broker.ConnectionString,
            Postgres = database.ConnectionString,
            Assembly = variant.Assembly,
            Environment = new Dictionary<string, string>(variant.Environment) { ["Catalog__File"] = catalog.Path },
        });
        var health = await app.Http.GetFromJsonAsync<JsonElement>(new Uri("health", UriKind.Relative));
        return new(variant.Name, health.GetProperty("engine").GetString()!, app, database, broker);
    }

    public override Task<long> Completed() => Database.ScalarAsync<long>("select case when is_called then last_value else 0 end from notifications_seq_seq");

    public override async Task<IAsyncDisposable> Watch(Action<string, long> final) =>
        await BrokerListener.OfKeys(Broker.ConnectionString, "order_events", FinalKeys, final);

    /// <summary>Orders that have reached a final state, counted one by one.</summary>
    public Task<long> Final() => Database.ScalarAsync<long>("select count(*) from orders where status in ('confirmed', 'failed', 'cancelled')");

    /// <summary>What the auditor finds wrong with a system at rest, a line each.</summary>
    public async Task<IReadOnlyList<string>> Audit()
    {
        using var patient = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(10) };
        var report = await patient.GetFromJsonAsync<JsonElement>(new Uri("admin/audit?grace=0", UriKind.Relative));
        return [.. report.GetProperty("violations").EnumerateArray().Select(violation => violation.ToString())];
    }
}

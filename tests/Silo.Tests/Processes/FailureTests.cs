using System.Net;
using Npgsql;

namespace OrleansOrders.Silo.Tests;

/// <summary>What goes wrong in a silo is what the API hears of.</summary>
[Collection(OneAtATime.Name)]
public sealed class FailureTests : ProcessTest
{
    [ServerFact]
    public async Task A_silo_without_its_database_is_a_failure_that_passes_also_for_an_API_elsewhere()
    {
        var direct = new NpgsqlConnectionStringBuilder(Database.ConnectionString);
        var proxy = new TcpProxy(direct.Host!, direct.Port);
        direct.Port = proxy.Port;
        await using var silo = await AppProcess.StartAsync(Options with { Roles = "silo", Postgres = direct.ConnectionString });
        await using var api = await StartAsync("api");
        var orders = new OrdersClient(api.Http);
        await orders.PlaceAsync(new { order_id = "before", customer_id = "alice", item = "burger", qty = 1 });

        await proxy.DisposeAsync();
        var answer = await orders.PostAsync("orders", new { order_id = "meanwhile", customer_id = "alice", item = "burger", qty = 1 });

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (answer.Status, answer.Problem()));
    }
}

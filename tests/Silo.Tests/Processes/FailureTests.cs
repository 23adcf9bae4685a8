using System.Net;
using System.Net.Http.Json;
using Npgsql;

namespace OrleansOrders.Silo.Tests;

/// <summary>What goes wrong in a silo is what the API hears of.</summary>
[Collection(OneAtATime.Name)]
public sealed class FailureTests
{
    [ServerFact]
    public async Task A_silo_without_its_database_is_a_failure_that_passes_also_for_an_API_elsewhere()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestVirtualHost.CreateAsync();
        var options = new AppOptions { Postgres = database.ConnectionString, RabbitMq = host.ConnectionString };
        var direct = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var proxy = new TcpProxy(direct.Host!, direct.Port);
        await using var silo = await AppProcess.StartAsync(
            options with { Roles = "silo", Postgres = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Port = proxy.Port }.ConnectionString });
        await using var api = await AppProcess.StartAsync(options with { Roles = "api" });
        using var before = await PostAsync(api, "before");
        Assert.Equal(HttpStatusCode.Created, before.StatusCode);

        await proxy.DisposeAsync();
        using var answer = await PostAsync(api, "meanwhile");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("\"code\":\"unavailable\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    static Task<HttpResponseMessage> PostAsync(AppProcess api, string id) =>
        api.Http.PostAsJsonAsync("orders", new { order_id = id, customer_id = "alice", item = "burger", qty = 1 });
}

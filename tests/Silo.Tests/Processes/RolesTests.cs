using System.Net;
using System.Net.Http.Json;

namespace OrleansOrders.Silo.Tests;

/// <summary>Any mix of roles, in any order of start.</summary>
[Collection(OneAtATime.Name)]
public sealed class RolesTests
{
    [ServerFact]
    public async Task An_API_and_a_bridge_that_come_before_the_first_silo_wait_for_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestVirtualHost.CreateAsync();
        var options = new AppOptions { Postgres = database.ConnectionString, RabbitMq = host.ConnectionString };
        await using var api = AppProcess.Launch(options with { Roles = "api" });
        await using var bridge = AppProcess.Launch(options with { Roles = "bridge" });
        await Eventually.Async(
            () => api.Output.Contains("There is no silo yet", StringComparison.Ordinal) && bridge.Output.Contains("There is no silo yet", StringComparison.Ordinal), "both wait");

        await using var silo = await AppProcess.StartAsync(options with { Roles = "silo" });
        await api.WaitUntilReadyAsync(TimeSpan.FromSeconds(60));
        await bridge.WaitUntilReadyAsync(TimeSpan.FromSeconds(60));
        using var request = new HttpRequestMessage(HttpMethod.Post, "orders")
        {
            Content = JsonContent.Create(new { order_id = "spread", customer_id = "alice", items = new[] { new { sku = "burger", quantity = 1, price = 2 } } }),
        };
        request.Headers.Add("Prefer", "wait=20");
        using var answer = await api.Http.SendAsync(request);

        Assert.Contains("\"status\":\"confirmed\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await bridge.Http.GetAsync(new Uri("orders/spread", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await silo.Http.GetAsync(new Uri("orders/spread", UriKind.Relative))).StatusCode);
        Assert.Equal((0, 0, 0), (await api.StopAsync(), await bridge.StopAsync(), await silo.StopAsync()));
    }

    [ServerFact]
    public async Task A_process_with_two_of_the_roles_works_with_one_that_has_the_third()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestVirtualHost.CreateAsync();
        var options = new AppOptions { Postgres = database.ConnectionString, RabbitMq = host.ConnectionString };
        await using var silo = await AppProcess.StartAsync(options with { Roles = "silo" });
        await using var rest = await AppProcess.StartAsync(options with { Roles = "api,bridge" });

        using var posted = await rest.Http.PostAsJsonAsync("orders", new { order_id = "mixed", customer_id = "alice", item = "burger", qty = 1 });
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.Contains("\"status\":\"confirmed\"", await rest.Http.GetStringAsync(new Uri("orders/mixed?wait=20", UriKind.Relative)), StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData("silo", "Roles", "silo,shop", "Roles names 'shop'")]
    [InlineData("silo", "Cluster__Address", "here", "Cluster:Address is 'here'")]
    [InlineData("api", "Cluster__ResponseTimeout", "00:00:00", "Cluster:ResponseTimeout")]
    public async Task A_setting_that_cannot_be_is_one_line_that_names_it(string roles, string name, string value, string named)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = AppProcess.Launch(new()
        {
            Roles = roles,
            Postgres = database.ConnectionString,
            RabbitMq = Servers.Addresses.RabbitMq,
            Environment = new Dictionary<string, string> { [name] = value },
        });

        Assert.Equal(1, await app.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        Assert.Single(app.Output.Split('\n'), line => line.Contains(named, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
    }
}

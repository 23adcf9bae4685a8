using System.Net;

namespace OrleansOrders.Silo.Tests;

/// <summary>Any mix of roles, in any order of start.</summary>
[Collection(OneAtATime.Name)]
public sealed class RolesTests : ProcessTest
{
    [ServerFact]
    public async Task An_API_and_a_bridge_that_come_before_the_first_silo_wait_for_it()
    {
        await using var api = AppProcess.Launch(Options with { Roles = "api" });
        await using var bridge = AppProcess.Launch(Options with { Roles = "bridge" });
        await Eventually.Async(
            () => api.Output.Contains("There is no silo yet", StringComparison.Ordinal) && bridge.Output.Contains("There is no silo yet", StringComparison.Ordinal), "both wait");

        await using var silo = await StartAsync("silo");
        await api.WaitUntilReadyAsync(TimeSpan.FromSeconds(60));
        await bridge.WaitUntilReadyAsync(TimeSpan.FromSeconds(60));
        var order = new { order_id = "spread", customer_id = "alice", items = new[] { new { sku = "burger", quantity = 1, price = 2 } } };

        Assert.Equal("confirmed", (await new OrdersClient(api.Http).PostAsync("orders", order, ("Prefer", "wait=20"))).Json.Status());
        foreach (var other in (AppProcess[])[bridge, silo]) Assert.Equal(HttpStatusCode.NotFound, (await new OrdersClient(other.Http).GetAsync("orders/spread")).Status);
        Assert.Equal((0, 0, 0), (await api.StopAsync(), await bridge.StopAsync(), await silo.StopAsync()));
    }

    [ServerFact]
    public async Task A_process_with_two_of_the_roles_works_with_one_that_has_the_third()
    {
        await using var silo = await StartAsync("silo");
        await using var rest = await StartAsync("api,bridge");

        await new OrdersClient(rest.Http).PlaceAsync(new { order_id = "mixed", customer_id = "alice", item = "burger", qty = 1 });
        Assert.Equal("confirmed", (await new OrdersClient(rest.Http).FinalAsync("mixed")).Status());
    }
}

namespace OrleansOrders.SystemTests;

/// <summary>The application with a broker over TLS, with a trusted and an untrusted authority.</summary>
public sealed class TlsTests
{
    [ServerFact]
    public async Task A_broker_whose_authority_the_machine_trusts_is_used_and_poison_ends_in_the_dead_letters()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var virtualHost = await TestVirtualHost.CreateAsync();
        using var authority = new TestAuthority();
        await using var tls = new TcpProxy(virtualHost.ConnectionString, authority);
        var trusted = Path.GetTempFileName();
        await File.WriteAllTextAsync(trusted, authority.Pem);
        await using var broker = new BrokerClient(virtualHost.ConnectionString);
        await using var app = await AppProcess.StartAsync(new()
        {
            RabbitMq = tls.ConnectionString, Postgres = database.ConnectionString, Roles = RunningSystem.AllRoles, Environment = new Dictionary<string, string> { ["SSL_CERT_FILE"] = trusted },
        });
        using var raw = await RawPublisher.ConnectAsync(virtualHost.ConnectionString);
        var orders = new OrdersClient(app.Http);
        await orders.SetStockAsync("burger", 10);

        await raw.PublishAsync("new_orders_exchange", "", PoisonEnvelope.All[0].Properties("poison"), "{}"u8.ToArray());
        var id = (await orders.PlaceAsync(new { customer_id = "c", items = new[] { new { sku = "burger", quantity = 1 } } })).OrderId();

        Assert.Equal("confirmed", (await orders.FinalAsync(id)).Status());
        Assert.Equal("undecodable_envelope", (await new DeadLetters(broker).WaitForAsync("poison")).Header("x-reason"));
        Assert.Equal(0, await app.StopAsync());
        File.Delete(trusted);
    }

    [ServerFact]
    public async Task A_broker_whose_authority_the_machine_does_not_trust_is_not_used()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var virtualHost = await TestVirtualHost.CreateAsync();
        using var authority = new TestAuthority();
        await using var tls = new TcpProxy(virtualHost.ConnectionString, authority);
        await using var app = AppProcess.Launch(new() { RabbitMq = tls.ConnectionString, Postgres = database.ConnectionString, Roles = RunningSystem.AllRoles });

        await Eventually.Async(() => app.Output.Contains("Cannot connect to RabbitMQ", StringComparison.Ordinal), "it says so");

        Assert.Contains("AuthenticationException", app.Output, StringComparison.Ordinal);
        Assert.False(await app.IsReadyAsync());
    }
}

using OrleansOrders.Testing;

namespace OrleansOrders.RabbitMq.Tests;

/// <summary>A test with a virtual host of its own.</summary>
public abstract class BrokerTest : IAsyncLifetime
{
    TestVirtualHost? _virtualHost;

    protected string Broker => VirtualHost.ConnectionString;

    protected TestVirtualHost VirtualHost => _virtualHost ?? throw new InvalidOperationException("The test has not begun.");

    public async ValueTask InitializeAsync()
    {
        if (Servers.WhyNot is null) _virtualHost = await TestVirtualHost.CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_virtualHost is not null) await _virtualHost.DisposeAsync();
    }
}

namespace OrleansOrders.Silo.Tests;

/// <summary>A test that starts processes over a database and a virtual host of its own.</summary>
public abstract class ProcessTest : IAsyncLifetime
{
    TestVirtualHost? _host;

    protected TestDatabase Database { get; private set; } = null!;

    /// <summary>What a process is started with, unless a test says otherwise.</summary>
    protected AppOptions Options { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        _host = await TestVirtualHost.CreateAsync();
        Options = new() { Postgres = Database.ConnectionString, RabbitMq = _host.ConnectionString };
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Starts a process with the roles.</summary>
    protected Task<AppProcess> StartAsync(string roles) => AppProcess.StartAsync(Options with { Roles = roles });
}

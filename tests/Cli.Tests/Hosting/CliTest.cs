namespace OrleansOrders.Cli.Tests;

/// <summary>A test with a server and a state folder of its own.</summary>
public abstract class CliTest : IAsyncLifetime
{
    protected CliRunner Cli { get; } = new();

    protected StubServer Server => Cli.Server;

    public async ValueTask InitializeAsync() => await Cli.InitializeAsync();

    public async ValueTask DisposeAsync() => await Cli.DisposeAsync();
}

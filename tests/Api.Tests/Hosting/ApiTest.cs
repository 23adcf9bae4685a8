using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Api.Tests;

/// <summary>A test with an API of its own.</summary>
public abstract class ApiTest : IAsyncLifetime
{
    private protected ApiTest(Action<IServiceCollection>? configure = null) => Host = new(configure);

    private protected ApiHost Host { get; }

    public virtual ValueTask InitializeAsync() => Host.InitializeAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

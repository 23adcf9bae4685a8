// Some tests say that something happens within, or not before, a time; they do so without other tests at work beside them.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace OrleansOrders.Conformance.Tests;

/// <summary>One engine for all tests that need no settings of their own; each uses grain keys of its own.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    public EngineHost Engine { get; private set; } = null!;

    public async Task InitializeAsync() => Engine = await EngineHost.StartAsync();

    public async Task DisposeAsync() => await Engine.DisposeAsync();
}

[CollectionDefinition(nameof(EngineFixture))]
public sealed class EngineCollection : ICollectionFixture<EngineFixture>;

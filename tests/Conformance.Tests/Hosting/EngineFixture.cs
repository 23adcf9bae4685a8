using Xunit.Sdk;
using Xunit.v3;

// Some tests say that something happens within, or not before, a time; they do so without other tests at work beside them.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace OrleansOrders.Conformance.Tests;

/// <summary>One engine for all tests that need no settings of their own; each uses grain keys of its own.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    public EngineHost Engine { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Engine = await EngineHost.StartAsync();

    public async ValueTask DisposeAsync() => await Engine.DisposeAsync();
}

[CollectionDefinition(nameof(EngineFixture))]
public sealed class EngineCollection : ICollectionFixture<EngineFixture>;

using Orleans;

namespace OrleansOrders.Conformance.Tests;

/// <summary>A test against the shared engine.</summary>
[Collection(nameof(EngineFixture))]
public abstract class EngineTests(EngineFixture fixture)
{
    /// <summary>A grain key of this test alone; also the name of its journal and gates.</summary>
    protected string Key { get; } = $"test:{Guid.NewGuid():N}";

    protected IGrainFactory Grains => fixture.Engine.Grains;

    protected MemoryStorage Storage => fixture.Engine.Storage;

    protected Journal Journal => Journal.Of(Key);
}

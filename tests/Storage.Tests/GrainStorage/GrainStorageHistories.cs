using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Storage.Tests;

/// <summary>
/// Two activations of each of three grains, which do not know of each other, do whatever comes: every answer and every stored state is the model's.
/// </summary>
public sealed class GrainStorageHistories(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    static readonly Gen<Step> Steps =
        from grain in Gen.Choose(0, 2)
        from activation in Gen.Choose(0, 1)
        from operation in Gen.Frequency((3, Gen.Constant(Operation.Read)), (5, Gen.Constant(Operation.Write)), (1, Gen.Constant(Operation.Clear)))
        from count in Gen.Choose(0, 1_000)
        select new Step(grain, activation, operation, count);

    enum Operation
    {
        Read,
        Write,
        Clear,
    }

    [ServerTheory, MemberData(nameof(Providers.Names), MemberType = typeof(Providers))]
    public async Task Any_history_goes_as_the_model_says(string name)
    {
        await using var provider = await Providers.Create(name, shared.Database.DataSource);
        await Sequences.Check(Steps, tests: 60, maxLength: 40, steps => Run(provider.Storage, steps));
    }

    /// <summary>Negative control: a storage in which the last writer wins is detected.</summary>
    [Fact]
    public async Task A_storage_that_ignores_versions_is_found_out()
    {
        var storage = new LastWriterWins(new InMemoryGrainStorage(BasketJson.Default.Options));
        await Assert.ThrowsAnyAsync<Exception>(() => Sequences.Check(Steps, tests: 60, maxLength: 40, steps => Run(storage, steps)));
    }

    static async Task Run(IGrainStorage storage, IReadOnlyList<Step> steps)
    {
        var run = Guid.NewGuid().ToString("N");
        var model = new GrainStorageModel();
        var activations = new Dictionary<(int, int), GrainState<Basket>>();
        foreach (var step in steps)
        {
            var key = $"{run}:{step.Grain}";
            if (!activations.TryGetValue((step.Grain, step.Activation), out var basket))
                activations.Add((step.Grain, step.Activation), basket = new GrainState<Basket> { State = new() });
            var version = basket.ETag is null ? 0 : int.Parse(basket.ETag, CultureInfo.InvariantCulture);
            await Take(storage, model, step, key, GrainId.Create("test", key), basket, version);
        }

        foreach (var grain in Enumerable.Range(0, 3)) await CheckRead(storage, model, $"{run}:{grain}", GrainId.Create("test", $"{run}:{grain}"), new());
    }

    static async Task Take(IGrainStorage storage, GrainStorageModel model, Step step, string key, GrainId id, GrainState<Basket> basket, int version)
    {
        switch (step.Operation)
        {
            case Operation.Read:
                await CheckRead(storage, model, key, id, basket);
                break;
            case Operation.Write:
                basket.State!.Count = step.Count;
                var written = await Succeeds(() => storage.WriteStateAsync("basket", id, basket));
                var expected = model.Write(key, version, step.Count);
                Assert.Equal(expected is not null, written);
                Assert.Equal(expected ?? version, basket.ETag is null ? 0 : int.Parse(basket.ETag, CultureInfo.InvariantCulture));
                break;
            case Operation.Clear:
                var cleared = await Succeeds(() => storage.ClearStateAsync("basket", id, basket));
                Assert.Equal(model.Clear(key, version), cleared);
                if (cleared) Assert.Equal((null, false), (basket.ETag, basket.RecordExists));
                break;
        }
    }

    static async Task CheckRead(IGrainStorage storage, GrainStorageModel model, string key, GrainId id, GrainState<Basket> basket)
    {
        await storage.ReadStateAsync("basket", id, basket);
        var (version, count) = model.Read(key);
        Assert.Equal(version > 0, basket.RecordExists);
        Assert.Equal(version > 0 ? version.ToString(CultureInfo.InvariantCulture) : null, basket.ETag);
        Assert.Equal(version > 0 ? count : 1, basket.State!.Count);
    }

    internal static async Task<bool> Succeeds(Func<Task> operation)
    {
        try
        {
            await operation();
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    sealed record Step(int Grain, int Activation, Operation Operation, int Count);

    sealed class LastWriterWins(IGrainStorage inner) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var stored = new GrainState<T>();
            await inner.ReadStateAsync(stateName, grainId, stored);
            grainState.ETag = stored.ETag;
            await inner.WriteStateAsync(stateName, grainId, grainState);
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);
    }
}

/// <summary>What a grain storage does, in as few words as possible: a version and a value a key.</summary>
sealed class GrainStorageModel
{
    readonly Dictionary<string, (int Version, int Count)> _rows = [];

    /// <summary>The version and value stored; version 0 for none.</summary>
    public (int Version, int Count) Read(string key) => _rows.GetValueOrDefault(key);

    /// <summary>The new version, or null for a conflict.</summary>
    public int? Write(string key, int version, int count)
    {
        if (Read(key).Version != version) return null;
        _rows[key] = (version + 1, count);
        return version + 1;
    }

    /// <summary>Whether it was cleared; false for a conflict. Who knows of no record has none to clear.</summary>
    public bool Clear(string key, int version)
    {
        if (version == 0) return true;
        if (Read(key).Version != version) return false;
        _rows.Remove(key);
        return true;
    }
}

using Npgsql;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage.Tests;

/// <summary>The list of grain storages; the pair of files beside this one adds those of one engine.</summary>
public static partial class Providers
{
    const string Memory = nameof(Memory);
    const string Simulated = nameof(Simulated);

    static readonly Dictionary<string, Provider.Factory> All = new(Engine)
    {
        [Memory] = _ => Task.FromResult(new Provider(new MemoryGrainStorage(BasketJson.Default.Options), () => default)),
        ["GroupCommit"] = dataSource =>
        {
            var storage = new GroupCommitGrainStorage(dataSource, BasketJson.Default.Options);
            return Task.FromResult(new Provider(storage, storage.DisposeAsync));
        },
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static TheoryData<string> PersistentNames => [.. Persistent];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var one in Persistent)
            {
                foreach (var other in Persistent) pairs.Add(one, other);
            }

            return pairs;
        }
    }

    static IEnumerable<string> Persistent => All.Keys.Where(name => name is not (Memory or Simulated));

    public static Task<Provider> Create(string name, NpgsqlDataSource dataSource) => All[name](dataSource);
}

using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;

namespace OrleansOrders.Storage.Tests;

/// <summary>The list of grain storages.</summary>
public static class Providers
{
    const string Memory = nameof(Memory);
    const string Simulated = nameof(Simulated);

    static readonly Dictionary<string, Provider.Factory> All = new()
    {
        [Memory] = (_, options) => Task.FromResult(new Provider(new InMemoryGrainStorage(options), () => default)),
        [Simulated] = (_, options) => Task.FromResult(OverSimulatedRows(options)),
        ["GroupCommit"] = (dataSource, options) =>
        {
            var storage = new GroupCommitGrainStorage(dataSource, options);
            return Task.FromResult(new Provider(storage, storage.DisposeAsync));
        },
        ["AdoNet"] = AdoNet,
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

    public static Task<Provider> Create(string name, NpgsqlDataSource dataSource) => All[name](dataSource, BasketJson.Default.Options);

    /// <summary>One that keeps orders.</summary>
    public static Task<Provider> CreateForOrders(string name, NpgsqlDataSource dataSource) => All[name](dataSource, StoredJson.Default.Options);

    /// <summary>The real storage over the rows of the simulation.</summary>
    static Provider OverSimulatedRows(JsonSerializerOptions options)
    {
        var rows = new SimGrainRows(new DirectStatements(), new SimTables());
        var storage = new GroupCommitGrainStorage(rows, options, new(), TimeProvider.System, TaskScheduler.Default);
        return new(storage, storage.DisposeAsync);
    }

    /// <summary>Orleans' provider reads its queries when a silo starts, so there is a silo.</summary>
    static async Task<Provider> AdoNet(NpgsqlDataSource dataSource, JsonSerializerOptions options)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(dataSource);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort.Find(), FreePort.Find());
            silo.Configure<EndpointOptions>(endpoint => endpoint.AdvertisedIPAddress = IPAddress.Loopback);
            silo.AddOrdersAdoNetStorage("test", options);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new(host.Services.GetRequiredKeyedService<IGrainStorage>("test"), async () =>
        {
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        });
    }
}

/// <summary>A grain storage under test.</summary>
public sealed class Provider(IGrainStorage storage, Func<ValueTask> dispose) : IAsyncDisposable
{
    public IGrainStorage Storage { get; } = storage;

    public ValueTask DisposeAsync() => dispose();

    /// <summary>Makes the named provider; those that persist do so through <paramref name="dataSource"/>, as the options say.</summary>
    internal delegate Task<Provider> Factory(NpgsqlDataSource dataSource, JsonSerializerOptions options);
}

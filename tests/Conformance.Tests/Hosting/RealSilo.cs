using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.TestingHost;

namespace OrleansOrders.Conformance.Tests;

/// <summary>A silo and a client of Orleans, with everything that lies between them except sockets.</summary>
sealed class RealSilo : ISiloHost
{
    readonly InProcessTestCluster _cluster;

    RealSilo(InProcessTestCluster cluster, MemoryStorage storage) => (_cluster, Storage) = (cluster, storage);

    public IGrainFactory Grains => _cluster.GetSiloServiceProvider().GetRequiredService<IGrainFactory>();

    public IGrainFactory Client => _cluster.Client;

    public MemoryStorage Storage { get; }

    public static async Task<ISiloHost> StartAsync(SiloSettings settings)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            AddTypes(silo.Services);
            silo.Services.AddKeyedSingleton<IGrainStorage>(MemoryStorage.Name, settings.Storage);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = settings.ResponseTimeout);
            silo.Configure<GrainCollectionOptions>(options =>
            {
                options.DeactivationTimeout = settings.DeactivationTimeout;
                options.CollectionAge = settings.CollectionAge;
                options.CollectionQuantum = settings.CollectionQuantum;
            });
        });
        builder.ConfigureClient(client =>
        {
            AddTypes(client.Services);
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = settings.ClientResponseTimeout);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new RealSilo(cluster, settings.Storage);
    }

    public Task StopAsync() => _cluster.StopAllSilosAsync();

    public async ValueTask DisposeAsync()
    {
        await _cluster.KillClientAsync();
        foreach (var silo in _cluster.GetActiveSilos().ToArray()) await _cluster.KillSiloAsync(silo);
        await _cluster.DisposeAsync();
    }

    static void AddTypes(IServiceCollection services)
    {
        services.AddSerializer(serializer => serializer.AddAssembly(typeof(RealSilo).Assembly));
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add(typeof(RealSilo).Namespace!));
    }
}

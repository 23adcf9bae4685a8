using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Storage;
using SimulatedSilo;

namespace OrleansOrders.Conformance.Tests;

/// <summary>The simulated silo on a thread of its own and by the real clock, since tests call it from other threads.</summary>
sealed class SimulatedSiloHost : ISiloHost
{
    static readonly GrainCatalog Catalog = new([typeof(SimulatedSiloHost).Assembly], typeof(SimulatedSiloHost).Namespace!);

    readonly SiloThread _thread = new();
    readonly ServiceProvider _services;
    readonly SimSilo _silo;

    SimulatedSiloHost(SiloSettings settings)
    {
        Storage = settings.Storage;
        var time = new ThreadTime(_thread);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddKeyedSingleton<IGrainStorage>(MemoryStorage.Name, settings.Storage);
        services.AddSimulatedSilo(Catalog, new()
        {
            Scheduler = _thread,
            ResponseTimeout = settings.ResponseTimeout,
            DeactivationTimeout = settings.DeactivationTimeout,
            CollectionAge = settings.CollectionAge,
            CollectionQuantum = settings.CollectionQuantum,
        });
        _services = services.BuildServiceProvider();
        _silo = _services.GetRequiredService<SimSilo>();
        Grains = new SimGrainFactory(Catalog, _services, new OnThread(_silo, _thread));
        var client = new SimClient(Catalog, new Wire(_silo), time, settings.ClientResponseTimeout);
        Client = new SimGrainFactory(Catalog, _services, new OnThread(client, _thread));
    }

    public IGrainFactory Grains { get; }

    public IGrainFactory Client { get; }

    public MemoryStorage Storage { get; }

    public static async Task<ISiloHost> StartAsync(SiloSettings settings)
    {
        var host = new SimulatedSiloHost(settings);
        await host._thread.Run(() => host._silo.StartAsync(CancellationToken.None));
        return host;
    }

    public Task StopAsync() => _thread.Run(() => _silo.StopAsync(CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        _thread.Dispose();
        await _services.DisposeAsync();
    }

    /// <summary>A network that loses nothing.</summary>
    sealed class Wire(SimSilo silo) : ISimNetwork
    {
        public Task<byte[]> Send(SimRequest request) => silo.Receive(request);

        public void Cancel(SimRequest request) => silo.Cancel(request);
    }
}

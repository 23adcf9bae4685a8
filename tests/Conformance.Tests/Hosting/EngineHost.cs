using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Storage;

namespace OrleansOrders.Conformance.Tests;

/// <summary>One running engine with the test grains; the other half of this class is the engine's own.</summary>
public sealed partial class EngineHost : IAsyncDisposable
{
    readonly IHost _host;

    EngineHost(IHost host, MemoryStorage storage)
    {
        _host = host;
        Storage = storage;
    }

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public MemoryStorage Storage { get; }

    public static async Task<EngineHost> StartAsync(EngineSettings? settings = null)
    {
        settings ??= new EngineSettings();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        AddEngine(builder, settings);
        builder.Services.AddKeyedSingleton<IGrainStorage>(MemoryStorage.Name, settings.Storage);
        var host = builder.Build();
        await host.StartAsync();
        return new EngineHost(host, settings.Storage);
    }

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}

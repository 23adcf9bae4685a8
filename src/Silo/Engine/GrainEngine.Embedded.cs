using Orleans.Storage;
using OrleansOrders.Embedded;
using OrleansOrders.Grains;
using OrleansOrders.Hosting;

namespace OrleansOrders.Silo;

/// <summary>The embedded engine: one process, nothing but the SDK.</summary>
static class GrainEngine
{
    public static void AddGrainEngine(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["Storage:Provider"] is { Length: > 0 } provider && !provider.Equals("GroupCommit", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartupException($"Storage:Provider is '{provider}', but the embedded engine has GroupCommit only.");
        }

        builder.Services.AddSingleton<IEngineInfo>(new EngineInfo("embedded"));
        builder.Services.AddSingleton<IGrainsHealth, InThisProcess>();
        builder.Services.AddHostedService<SingleProcessLock>();
        builder.Services.AddEmbeddedGrains(options => options.GrainAssemblies.Add(typeof(OrderGrain).Assembly));
        builder.Services.AddKeyedSingleton<IGrainStorage>(OrderGrain.Storage, (services, _) => new WriteFirstGrainStorage(services.GetRequiredService<GroupCommitGrainStorage>()));
    }

    sealed class InThisProcess : IGrainsHealth
    {
        public string? Trouble => null;
    }
}

using Orleans.Storage;
using OrleansOrders.Embedded;
using OrleansOrders.Grains;

namespace OrleansOrders.Silo;

/// <summary>The embedded engine: one process, nothing but the SDK.</summary>
static class GrainEngine
{
    public const string Name = "embedded";

    public static void AddGrainEngine(this WebApplicationBuilder builder, Role roles)
    {
        if (!roles.HasFlag(Role.Silo))
        {
            throw new StartupException("Roles leaves out silo, but the embedded engine lives in one process with its callers. To spread the roles, build with the Orleans engine.");
        }

        if (builder.Configuration["Storage:Provider"] is { Length: > 0 } provider && !provider.Equals("GroupCommit", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartupException($"Storage:Provider is '{provider}', but the embedded engine has GroupCommit only.");
        }

        builder.Services.AddHostedService<SingleProcessLock>();
        builder.Services.AddEmbeddedGrains(options => options.GrainAssemblies.Add(typeof(OrderGrain).Assembly));
        builder.Services.AddKeyedSingleton<IGrainStorage>(OrderGrain.Storage, (services, _) => services.GetRequiredService<GroupCommitGrainStorage>());
    }
}

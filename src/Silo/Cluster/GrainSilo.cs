using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace OrleansOrders.Silo;

/// <summary>
/// A process that hosts grains: a silo of the cluster that is listed in the database, even if the cluster is a single process.
/// </summary>
static class GrainSilo
{
    /// <summary>Connections for cluster membership: a silo updates its heartbeat while it reads the list.</summary>
    const int MemberConnections = 2;

    public static void AddGrainSilo(this WebApplicationBuilder builder)
    {
        builder.AddMembersStorage(MemberConnections);
        var provider = builder.Configuration["Storage:Provider"] ?? "GroupCommit";
        var dashboard = DashboardSettings.Read(builder.Configuration, builder.Environment);
        builder.Services.AddHealthChecks().AddCheck<SiloHealth>(Health.Grains);
        builder.Services.AddHostedService<ClockWatch>();
        builder.UseOrleans(silo =>
        {
            silo.UseAdoNetClustering(options => options.Configure<IServiceProvider>((clustering, services) =>
            {
                clustering.Invariant = ClusterSettings.Invariant;
                clustering.DataSource = services.GetRequiredKeyedService<NpgsqlDataSource>(nameof(ClusterSettings));
            }));
            silo.Services.ConfigureOptions<OrleansSettings>();

            // The sender decides how an exception is serialized: these keep their type, all others arrive as an unknown exception.
            silo.Configure<ExceptionSerializationOptions>(options =>
            {
                options.SupportedNamespacePrefixes.Add("OrleansOrders");
                options.SupportedNamespacePrefixes.Add("Npgsql");
            });
            silo.AddGrainDashboard(dashboard);
            AddGrainStorage(silo, provider);
        });
        builder.Services.Replace(ServiceDescriptor.Singleton<ILocalSiloDetails, SiloIdentity>());
    }

    static void AddGrainStorage(ISiloBuilder silo, string provider)
    {
        switch (provider.ToUpperInvariant())
        {
            case "GROUPCOMMIT":
                silo.Services.AddKeyedSingleton<IGrainStorage>(OrderGrain.Storage, (services, _) => services.GetRequiredService<GroupCommitGrainStorage>());
                break;
            case "ADONET":
                silo.AddOrdersAdoNetStorage(OrderGrain.Storage);
                break;
            default:
                throw new StartupException($"Storage:Provider is '{provider}'; it must be GroupCommit or AdoNet.");
        }
    }
}

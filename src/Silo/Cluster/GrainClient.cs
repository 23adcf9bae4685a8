using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace OrleansOrders.Silo;

/// <summary>A process that calls grains and hosts none: a client of the cluster that is listed in the database.</summary>
static class GrainClient
{
    public static void AddGrainClient(this WebApplicationBuilder builder)
    {
        builder.AddMembersStorage(connections: 1);
        var cluster = ClusterSettings.Read(builder.Configuration);
        var dashboard = DashboardSettings.Read(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton<GatewayWatch>();
        builder.Services.AddHealthChecks().AddCheck<GatewayWatch>(Health.Grains);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(cluster.Name);
            client.UseAdoNetClustering(options => options.Configure<IServiceProvider>((clustering, services) =>
            {
                clustering.Invariant = ClusterSettings.Invariant;
                clustering.DataSource = services.GetRequiredKeyedService<NpgsqlDataSource>(nameof(ClusterSettings));
            }));

            // Drops lost silos and uses new ones sooner than the default of one minute.
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = cluster.GatewayRefresh);

            // A client is not notified (in Orleans 10.4.2) that the silo of its call has died. It repeats the call after this timeout.
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = cluster.ResponseTimeout);
            client.Services.AddSingleton<IClusterConnectionStatusObserver>(provider => provider.GetRequiredService<GatewayWatch>());
            client.UseConnectionRetryFilter<OrleansClientRetryFilter>();
            client.AddGrainDashboard(dashboard);
        });
    }
}

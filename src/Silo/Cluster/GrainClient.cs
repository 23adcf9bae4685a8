using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace OrleansOrders.Silo;

/// <summary>A process that calls grains and hosts none: a client of the cluster that the database lists.</summary>
static class GrainClient
{
    public static void AddGrainClient(this WebApplicationBuilder builder)
    {
        builder.AddMembersStorage(connections: 1);
        var cluster = ClusterSettings.Read(builder.Configuration);
        var dashboard = DashboardSettings.Read(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton<GatewayWatch>();
        builder.Services.AddSingleton<IGrainsHealth>(provider => provider.GetRequiredService<GatewayWatch>());
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(cluster.Name);
            client.UseAdoNetClustering(options => options.Configure<IServiceProvider>((clustering, services) =>
            {
                clustering.Invariant = ClusterSettings.Invariant;
                clustering.DataSource = services.GetRequiredKeyedService<NpgsqlDataSource>(nameof(ClusterSettings));
            }));

            // A silo that is gone is asked for nothing more, and one that came is used, without a minute's wait.
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = cluster.GatewayRefresh);

            // A client does not hear (in Orleans 10.4.2) that the silo with its call has died: this is when it stops waiting and the call is made again.
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = cluster.ResponseTimeout);
            client.Services.AddSingleton<IClusterConnectionStatusObserver>(provider => provider.GetRequiredService<GatewayWatch>());
            client.UseConnectionRetryFilter<OrleansClientRetryFilter>();
            client.AddGrainDashboard(dashboard);
        });
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans;
using Orleans.Hosting;

namespace OrleansOrders.Silo;

/// <summary>A process that calls grains and hosts none: a client of the cluster that is listed in the database.</summary>
static class GrainClient
{
    public static void AddGrainClient(this WebApplicationBuilder builder)
    {
        builder.AddMembersStorage(connections: 1);
        var dashboard = DashboardSettings.Read(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton<GatewayWatch>();
        builder.Services.AddHealthChecks().AddCheck<GatewayWatch>(Health.Grains);
        builder.UseOrleansClient(client =>
        {
            client.UseAdoNetClustering(options => options.Configure<IServiceProvider>((clustering, services) =>
            {
                clustering.Invariant = ClusterSettings.Invariant;
                clustering.DataSource = services.GetRequiredKeyedService<NpgsqlDataSource>(nameof(ClusterSettings));
            }));
            client.Services.ConfigureOptions<OrleansSettings>();
            client.Services.AddSingleton<IClusterConnectionStatusObserver>(provider => provider.GetRequiredService<GatewayWatch>());
            client.UseConnectionRetryFilter<OrleansClientRetryFilter>();
            client.AddGrainDashboard(dashboard);
        });
    }
}

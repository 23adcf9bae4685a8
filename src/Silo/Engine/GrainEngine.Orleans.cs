using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using OrleansOrders.Grains;

namespace OrleansOrders.Silo;

/// <summary>Microsoft Orleans: the engine of production.</summary>
static class GrainEngine
{
    public const string Name = "orleans";

    public static void AddGrainEngine(this WebApplicationBuilder builder, Role roles)
    {
        if (!roles.HasFlag(Role.Silo)) throw new StartupException("Roles leaves out silo; this process hosts its own grains.");

        builder.UseOrleans(silo =>
        {
            // One silo that nobody joins: ports of its own, so that several systems fit on one machine.
            var (siloPort, gatewayPort) = FreePorts();
            silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: "orleans-orders", clusterId: "orleans-orders");
            silo.Configure<EndpointOptions>(options => options.AdvertisedIPAddress = IPAddress.Loopback);

            // Exceptions of these travel as they are; others lose their text on the wire.
            silo.Configure<ExceptionSerializationOptions>(options =>
            {
                options.SupportedNamespacePrefixes.Add("OrleansOrders");
                options.SupportedNamespacePrefixes.Add("Npgsql");
            });
            AddGrainStorage(silo, builder.Configuration["Storage:Provider"] ?? "GroupCommit");
        });
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
                throw new StartupException($"Storage:Provider is '{provider}'; it takes GroupCommit and AdoNet.");
        }
    }

    static (int Silo, int Gateway) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}

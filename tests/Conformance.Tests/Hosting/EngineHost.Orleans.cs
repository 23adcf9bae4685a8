using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;

namespace OrleansOrders.Conformance.Tests;

public sealed partial class EngineHost
{
    static void AddEngine(HostApplicationBuilder builder, EngineSettings settings) =>
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), FreePort(), clusterId: Guid.NewGuid().ToString("N"));
            silo.Services.AddSerializer(serializer => serializer.AddAssembly(typeof(EngineHost).Assembly));
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = settings.ResponseTimeout);
            silo.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = settings.ResponseTimeout);
            silo.Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionAge = settings.CollectionAge;
                options.CollectionQuantum = settings.CollectionQuantum;
            });
        });

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

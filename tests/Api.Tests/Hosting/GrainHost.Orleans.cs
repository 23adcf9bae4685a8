using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Storage;
using OrleansOrders.Grains;

namespace OrleansOrders.Api.Tests;

static class GrainHost
{
    public static void AddGrains(this WebApplicationBuilder builder, IGrainStorage orders) => builder.UseOrleans(silo =>
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        silo.UseLocalhostClustering(PortOf(first), PortOf(second));
        silo.Configure<EndpointOptions>(options => options.AdvertisedIPAddress = IPAddress.Loopback);
        silo.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("OrleansOrders"));
        silo.Services.AddKeyedSingleton(OrderGrain.Storage, orders);
    });

    static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Storage;

namespace OrleansOrders.Api.Tests;

static class GrainHost
{
    public static void AddGrains(this WebApplicationBuilder builder, IGrainStorage orders) => builder.UseOrleans(silo =>
    {
        silo.UseLocalhostClustering(FreePort.Find(), FreePort.Find());
        silo.Configure<EndpointOptions>(options => options.AdvertisedIPAddress = IPAddress.Loopback);
        silo.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("OrleansOrders"));
        silo.Services.AddKeyedSingleton<IGrainStorage>(OrderGrain.Storage, orders);
    });
}

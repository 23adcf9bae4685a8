using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using OrleansOrders.Silo;
using OrleansOrders.Testing;

namespace OrleansOrders.Storage.Tests;

partial class Providers
{
    static Dictionary<string, Provider.Factory> Engine => new() { ["AdoNet"] = AdoNet };

    /// <summary>Orleans' provider reads its queries when a silo starts, so there is a silo.</summary>
    static async Task<Provider> AdoNet(NpgsqlDataSource dataSource)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(dataSource);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort.Find(), FreePort.Find());
            silo.Configure<EndpointOptions>(options => options.AdvertisedIPAddress = IPAddress.Loopback);
            silo.AddOrdersAdoNetStorage("test", BasketJson.Default.Options);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new(host.Services.GetRequiredKeyedService<IGrainStorage>("test"), async () =>
        {
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        });
    }
}

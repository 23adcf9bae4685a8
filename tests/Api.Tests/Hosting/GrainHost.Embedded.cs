using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using OrleansOrders.Embedded;
using OrleansOrders.Grains;

namespace OrleansOrders.Api.Tests;

static class GrainHost
{
    public static void AddGrains(this WebApplicationBuilder builder, IGrainStorage orders)
    {
        builder.Services.AddEmbeddedGrains(options => options.GrainAssemblies.Add(typeof(OrderGrain).Assembly));
        builder.Services.AddKeyedSingleton<IGrainStorage>(OrderGrain.Storage, new WriteFirstGrainStorage(orders));
    }
}

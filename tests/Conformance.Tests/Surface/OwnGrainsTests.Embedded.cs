using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using OrleansOrders.Embedded;
using OrleansOrders.Grains;

namespace OrleansOrders.Conformance.Tests;

public sealed class OwnGrainsTests
{
    [Fact]
    public async Task The_projects_own_grains_break_no_rule_of_the_embedded_engine()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddEmbeddedGrains(options => options.GrainAssemblies.Add(typeof(OrderGrain).Assembly));
        builder.Services.AddKeyedSingleton<IGrainStorage>(OrderGrain.Storage, new MemoryStorage());

        // Known to the container, and never made: no grain is called.
        builder.Services.AddSingleton<IStockLedger>(_ => throw new NotSupportedException());
        using var host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
    }
}

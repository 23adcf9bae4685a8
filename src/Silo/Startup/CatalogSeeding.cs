using Microsoft.Extensions.Hosting;
using Orleans;
using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Silo;

/// <summary>
/// Gives each item of the catalog its first stock, as an adjustment with one id for good: however often a process starts, it is applied once,
/// and an item that sold out stays sold out.
/// </summary>
sealed class CatalogSeeding(IGrainFactory grains, GrainRetry retry, Catalog catalog) : IHostedService
{
    static readonly AdjustmentId FirstStock = AdjustmentId.Parse("catalog");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var item in catalog.Items)
        {
            var reply = await retry.Call(() => grains.Item(item.Sku).Adjust(FirstStock, item.Available), cancellationToken);
            if (reply.Refusal is { } refusal) throw new StartupException($"The catalog gives {item.Sku} a stock of {item.Available}: {refusal}.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Microsoft.Extensions.Hosting;
using Orleans;
using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Silo;

/// <summary>
/// Gives each item of the catalog its initial stock, as an adjustment with a fixed id: it is applied once regardless of the number of
/// starts, and a sold-out item stays sold out.
/// </summary>
sealed class CatalogSeeding(IGrainFactory grains, GrainRetry retry, Catalog catalog) : IHostedService
{
    static readonly AdjustmentId FirstStock = AdjustmentId.Parse("catalog");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var item in catalog.Items)
        {
            var reply = await retry.Call(() => grains.Item(item.Sku).Adjust(FirstStock, item.Available), cancellationToken);
            if (reply.Refusal is { } refusal) throw new StartupException($"The catalog's stock of {item.Available} for {item.Sku} was refused: {refusal}.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

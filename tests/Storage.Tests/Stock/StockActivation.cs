using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage.Tests;

/// <summary>An item's grain without a silo: believes what it loaded, commits what was asked, and forgets all when it was wrong.</summary>
sealed class StockActivation(IStockLedger ledger, Sku sku)
{
    Item? _item;

    /// <summary>The answers; null where another activation was faster and nothing was done.</summary>
    public async Task<IReadOnlyList<StockRefusal?>?> Ask(IReadOnlyList<StockCommand> commands)
    {
        _item ??= await ledger.Load(sku, CancellationToken.None);
        var requests = commands.Select(command => new StockRequest(command)).ToArray();
        StockCommit.Surprise? known = null;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var plan = StockPlan.Of(_item, requests, known);
            switch (await ledger.Commit(plan.Batch, CancellationToken.None))
            {
                case StockCommit.Done done:
                    _item = plan.Batch.Item with { Version = done.Version };
                    return [.. plan.Refusals];
                case StockCommit.Surprise surprise:
                    known = surprise;
                    break;
                default:
                    _item = null;
                    return null;
            }
        }

        _item = null;
        return null;
    }
}

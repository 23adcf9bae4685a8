using System.Collections.Frozen;

namespace OrleansOrders.Simulation;

/// <summary>The stock ledger in memory, with the same results as <see cref="PostgresStockLedger"/>: for the simulation and for tests without a database.</summary>
sealed class MemoryStockLedger : IStockLedger
{
    readonly Lock _gate = new();
    readonly Dictionary<Sku, Item> _items = [];
    readonly Dictionary<(Sku Sku, OrderId OrderId), Hold> _holds = [];
    readonly Dictionary<(Sku Sku, AdjustmentId Id), long> _adjustments = [];

    /// <summary>All committed items, ordered by SKU.</summary>
    public IReadOnlyList<Item> Items()
    {
        lock (_gate) return [.. _items.Values.OrderBy(item => item.Sku.Value, StringComparer.Ordinal)];
    }

    /// <summary>All committed holds, ordered by SKU and order id.</summary>
    public IReadOnlyList<(Sku Sku, OrderId OrderId, Hold Hold)> Holds()
    {
        lock (_gate)
        {
            return
            [
                .. _holds.Select(pair => (pair.Key.Sku, pair.Key.OrderId, pair.Value))
                    .OrderBy(row => row.Sku.Value, StringComparer.Ordinal).ThenBy(row => row.OrderId.Value, StringComparer.Ordinal),
            ];
        }
    }

    /// <inheritdoc />
    public Task<Item> Load(Sku sku, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(_items.GetValueOrDefault(sku) ?? Item.Unknown(sku));
    }

    /// <inheritdoc />
    public Task<StockCommit> Commit(StockBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        lock (_gate) return Task.FromResult(CommitLocked(batch));
    }

    StockCommit CommitLocked(StockBatch batch)
    {
        var version = _items.GetValueOrDefault(batch.Sku)?.Version ?? 0;
        if (version != batch.ExpectedVersion) return StockCommit.Conflict.Instance;
        var unexpected = batch.Holds.Any(entry => Find(batch.Sku, entry.OrderId) != entry.Expected)
            || batch.Adjustments.Any(entry => _adjustments.ContainsKey((batch.Sku, entry.Id)));
        if (unexpected) return Surprise(batch);

        foreach (var entry in batch.Holds)
        {
            if (entry.Write is { } hold) _holds[(batch.Sku, entry.OrderId)] = hold;
        }

        foreach (var entry in batch.Adjustments)
        {
            if (entry.Delta is { } delta) _adjustments.Add((batch.Sku, entry.Id), delta);
        }

        if (!batch.WritesItem) return new StockCommit.Done(version);
        _items[batch.Sku] = batch.Item with { Version = version + 1 };
        return new StockCommit.Done(version + 1);
    }

    StockCommit.Surprise Surprise(StockBatch batch) => new(
        batch.Holds.Select(entry => (entry.OrderId, Hold: Find(batch.Sku, entry.OrderId))).Where(pair => pair.Hold is not null)
            .ToFrozenDictionary(pair => pair.OrderId, pair => pair.Hold!.Value),
        batch.Adjustments.Where(entry => _adjustments.ContainsKey((batch.Sku, entry.Id))).ToFrozenDictionary(entry => entry.Id, entry => _adjustments[(batch.Sku, entry.Id)]));

    Hold? Find(Sku sku, OrderId orderId) => _holds.TryGetValue((sku, orderId), out var hold) ? hold : null;
}

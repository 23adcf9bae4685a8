namespace OrleansOrders.Simulation;

/// <summary>The tables and what statements do to them. Nothing here fails or takes time.</summary>
sealed class SimTables
{
    readonly Dictionary<GrainRow, GrainRow> _grains = [];
    readonly List<(OrderId Order, int Version)> _told = [];
    readonly Dictionary<string, IdempotencyRecord> _keys = [];

    /// <summary>Raised after an order was written, with the previous state.</summary>
    public Action<Order?, Order>? OrderWritten { get; set; }

    /// <summary>Raised when a write was rejected because of its version.</summary>
    public Action<GrainRow>? Refused { get; set; }

    /// <summary>Raised for each statement that writes grains, with the number of its rows.</summary>
    public Action<int>? WrittenTogether { get; set; }

    /// <summary>Raised after a batch of an item was committed.</summary>
    public Action<StockBatch, StockCommit>? StockCommitted { get; set; }

    /// <summary>Raised after a notification was written, with its order and event.</summary>
    public Action<Order, OrderEvent>? Notified { get; set; }

    public MemoryStockLedger Stock { get; } = new();

    /// <summary>The rows of orders, in the order of their creation.</summary>
    public Dictionary<string, Order> Orders { get; } = [];

    /// <summary>The log of notifications, each with the version of its event.</summary>
    public IReadOnlyList<(OrderId Order, int Version)> Told => _told;

    public GrainRow? Find(GrainRow row) => _grains.GetValueOrDefault(row);

    public int VersionOf(GrainRow row) => Find(row)?.Version ?? 0;

    public HashSet<GrainRow> Write(IReadOnlyList<GrainRow> rows)
    {
        var written = new HashSet<GrainRow>();
        WrittenTogether?.Invoke(rows.Count);
        foreach (var row in rows)
        {
            if (VersionOf(row) != row.Version)
            {
                Refused?.Invoke(row);
                continue;
            }

            _grains[row] = row with { Version = row.Version + 1 };
            written.Add(row);
        }

        foreach (var row in rows)
        {
            if (!written.Contains(row) || row.Kind != "order") continue;
            var before = Orders.GetValueOrDefault(row.Key);
            Orders[row.Key] = OrderJson.Read(row);
            OrderWritten?.Invoke(before, Orders[row.Key]);
        }

        return written;
    }

    public bool Delete(GrainRow row) => VersionOf(row) == row.Version && _grains.Remove(row);

    public StockCommit[] Commit(IReadOnlyList<StockBatch> batches)
    {
        // The ledger is in memory and completes synchronously.
        StockCommit[] outcomes = [.. batches.Select(batch => Answer.Of(Stock.Commit(batch, CancellationToken.None)))];
        for (var i = 0; i < outcomes.Length; i++) StockCommitted?.Invoke(batches[i], outcomes[i]);
        return outcomes;
    }

    public Item[] Load(IReadOnlyList<Sku> skus) => [.. skus.Select(sku => Answer.Of(Stock.Load(sku, CancellationToken.None)))];

    /// <summary>Writes the notifications of the written rows, and returns the rows.</summary>
    public HashSet<GrainRow> Tell(HashSet<GrainRow> written)
    {
        foreach (var row in written)
        {
            if (row.Kind != "order" || Orders[row.Key] is not { History: [.., var last] } order) continue;
            if (last.Kind is OrderEventKind.Placed or OrderEventKind.Reserved or OrderEventKind.RefundRequested) continue;
            _told.Add((order.Id, last.Version));
            Notified?.Invoke(order, last);
        }

        return written;
    }

    public IdempotencyRecord Claim(string key, OrderId orderId, byte[] fingerprint)
    {
        if (_keys.TryGetValue(key, out var record)) return record with { IsNew = false };
        return _keys[key] = new(orderId, fingerprint, IsNew: true);
    }
}

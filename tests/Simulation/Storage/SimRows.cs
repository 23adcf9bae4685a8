namespace OrleansOrders.Simulation;

/// <summary>The port of the real grain storage, in front of the simulated tables.</summary>
sealed class SimGrainRows(ISimStatements statements, SimTables tables) : IGrainRows
{
    public Task<GrainRow?[]> Read(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken) =>
        statements.Run($"read of {rows.Count} grains", () => rows.Select(tables.Find).ToArray());

    public Task<int[]> ReadVersions(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken) =>
        statements.Run($"read of {rows.Count} versions", () => rows.Select(tables.VersionOf).ToArray());

    public Task<HashSet<GrainRow>> Write(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken) =>
        statements.Run($"write of {rows.Count} grains", () => tables.Tell(tables.Write(rows)));

    public Task<bool> Delete(GrainRow row, CancellationToken cancellationToken) => statements.Run("delete of a grain", () => tables.Delete(row));

    public Exception Explain(Exception failure) => failure;
}

/// <summary>The port of the real stock ledger, in front of the simulated tables.</summary>
sealed class SimStockRows(ISimStatements statements, SimTables tables) : IStockRows
{
    public Task<StockCommit[]> Commit(IReadOnlyList<StockBatch> batches, CancellationToken cancellationToken) =>
        statements.Run($"commit of {batches.Count} items", () => tables.Commit(batches));

    public Task<Item[]> Load(IReadOnlyList<Sku> skus, CancellationToken cancellationToken) =>
        statements.Run($"load of {skus.Count} items", () => tables.Load(skus));

    public Exception Explain(Exception failure) => failure;
}

/// <summary>All queries and small writes that do not go through grains.</summary>
sealed class SimReads(ISimStatements statements, SimTables tables) : IOrderReads, IOpenOrderReads, IIdempotencyKeys
{
    public Task<Order?> Find(OrderId id, CancellationToken ct) => statements.Run($"read of order {id}", () => OrderOf(id));

    public Task<Page<Order>> List(OrderQuery query, CancellationToken ct) => throw new NotSupportedException("No client of the simulation lists orders.");

    public Task<IReadOnlyList<OpenOrder>> PendingSince(DateTimeOffset createdBefore, int limit, OpenOrder? after, CancellationToken ct) => statements.Run(
        "search for pending orders",
        () => Open().Where(order => order.Status is OrderStatus.Pending && order.CreatedAt < createdBefore).Page(order => order.CreatedAt, after, limit));

    public Task<IReadOnlyList<OpenOrder>> Expired(DateTimeOffset now, int limit, OpenOrder? after, CancellationToken ct) => statements.Run(
        "search for expired orders", () => Open().Where(order => order.ExpiresAt < now).Page(order => order.ExpiresAt, after, limit));

    public async Task<NewOrder?> Content(OrderId id, CancellationToken ct) => (await Find(id, ct))?.Content;

    public Task<IdempotencyRecord> Claim(string key, OrderId orderId, byte[] fingerprint, CancellationToken ct) =>
        statements.Run($"claim of key {key}", () => tables.Claim(key, orderId, fingerprint));

    IEnumerable<OpenOrder> Open() => tables.Orders.Values.Where(order => !order.IsFinal)
        .Select(order => new OpenOrder(order.Id, order.Status, order.CreatedAt, order.ExpiresAt));

    Order? OrderOf(OrderId id) => tables.Orders.GetValueOrDefault(GrainKeys.Of(id));
}

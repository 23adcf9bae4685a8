using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansOrders.Simulation;
using OrleansOrders.Storage.Tests;

namespace OrleansOrders.Api.Tests;

/// <summary>Everything that would be in PostgreSQL, in memory; a test may take it away.</summary>
sealed class TestStorage : IGrainStorage, IStockLedger, IOrderReads, IInventoryReads, INotificationReads, IIdempotencyKeys, IDatabaseProbe, IOpenOrderReads
{
    readonly InMemoryGrainStorage _states = new(new JsonSerializerOptions(StoredJson.Default.Options));
    readonly MemoryStockLedger _ledger = new();
    readonly Dictionary<string, IdempotencyRecord> _keys = [];

    public Exception? Failure { get; set; }

    /// <summary>What a read of an order's state waits for.</summary>
    public Func<Task> BeforeRead { get; set; } = () => Task.CompletedTask;

    /// <summary>Reads of an order's state.</summary>
    public int Reads { get; private set; }

    public List<Notification> Notifications { get; } = [];

    public int Counts { get; private set; }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Reads++;
        await BeforeRead();
        await Try(() => _states.ReadStateAsync(stateName, grainId, grainState));
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Try(() => _states.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Try(() => _states.ClearStateAsync(stateName, grainId, grainState));

    public Task<Item> Load(Sku sku, CancellationToken cancellationToken) => Try(() => _ledger.Load(sku, cancellationToken));

    public Task<StockCommit> Commit(StockBatch batch, CancellationToken cancellationToken) => Try(() => _ledger.Commit(batch, cancellationToken));

    public Task<Order?> Find(OrderId id, CancellationToken ct) => Try(() => Task.FromResult(Orders().FirstOrDefault(order => order.Id == id)));

    public Task<Page<Order>> List(OrderQuery query, CancellationToken ct)
    {
        var orders = Orders().Where(order => query.Status is null || order.Status == query.Status).OrderByDescending(order => order.CreatedAt);
        return Try(() => Task.FromResult(new Page<Order>([.. orders.Take(query.Limit)], null)));
    }

    public Task<InventoryEntry?> Find(Sku sku, CancellationToken ct) => Try(() => Task.FromResult(Entries().FirstOrDefault(entry => entry.Sku == sku)));

    public Task<Page<InventoryEntry>> List(int limit, PageCursor? cursor, CancellationToken ct) =>
        Try(() => Task.FromResult(new Page<InventoryEntry>([.. Entries().Take(limit)], null)));

    public Task<Page<Notification>> List(CustomerId? customer, int limit, PageCursor? cursor, CancellationToken ct) =>
        Try(() => Task.FromResult(new Page<Notification>([.. Notifications.Take(limit)], null)));

    public Task<IdempotencyRecord> Claim(string key, OrderId orderId, byte[] fingerprint, CancellationToken ct) => Try(() =>
    {
        lock (_keys)
        {
            var isNew = _keys.TryAdd(key, new(orderId, fingerprint, IsNew: false));
            return Task.FromResult(_keys[key] with { IsNew = isNew });
        }
    });

    /// <summary>What the probe says while <see cref="Failure"/> is null.</summary>
    public string? ProbeTrouble { get; set; }

    public Task<string?> Trouble(CancellationToken ct) => Try(() => Task.FromResult(ProbeTrouble));

    public Task<CountsView> Count(CancellationToken ct) => Try(() =>
    {
        Counts++;
        return Task.FromResult(new CountsView(new Dictionary<string, long> { ["pending"] = Orders().Count() }, 0, 0, 10_000));
    });

    public Task<IReadOnlyList<OpenOrder>> PendingSince(DateTimeOffset createdBefore, int limit, OpenOrder? after, CancellationToken ct) => Open(
        order => order.Status is OrderStatus.Pending && order.CreatedAt < createdBefore, order => order.CreatedAt, limit, after);

    public Task<IReadOnlyList<OpenOrder>> Expired(DateTimeOffset now, int limit, OpenOrder? after, CancellationToken ct) => Open(
        order => !order.IsFinal && order.ExpiresAt < now, order => order.ExpiresAt, limit, after);

    public async Task<NewOrder?> Content(OrderId id, CancellationToken ct) => (await Find(id, ct))?.Content;

    Task<IReadOnlyList<OpenOrder>> Open(Func<Order, bool> isMeant, Func<OpenOrder, DateTimeOffset> place, int limit, OpenOrder? after) => Try(() =>
    {
        var open = Orders().Where(isMeant).Select(order => new OpenOrder(order.Id, order.Status, order.CreatedAt, order.ExpiresAt));
        var sorted = open.OrderBy(place).ThenBy(order => order.OrderId.Value, StringComparer.Ordinal);
        var rest = after is null ? sorted : sorted.SkipWhile(order => (place(order), string.CompareOrdinal(order.OrderId.Value, after.OrderId.Value)).CompareTo((place(after), 0)) <= 0);
        return Task.FromResult<IReadOnlyList<OpenOrder>>([.. rest.Take(limit)]);
    });

    IEnumerable<Order> Orders() => _states.Snapshot().Select(row => JsonSerializer.Deserialize(row.State.Span, StoredJson.Default.StoredOrder)!.ToOrder());

    IEnumerable<InventoryEntry> Entries()
    {
        var open = Orders().Where(order => !order.IsFinal).Select(order => order.Id).ToHashSet();
        var reserved = _ledger.Holds().Where(row => row.Hold.Status is HoldStatus.Taken && open.Contains(row.OrderId)).ToLookup(row => row.Sku, row => (long)row.Hold.Quantity);
        return _ledger.Items().Select(item => new InventoryEntry(item.Sku, item.Available, reserved[item.Sku].Sum(), item.Taken - reserved[item.Sku].Sum(), item.Received));
    }

    T Try<T>(Func<T> act) => Failure is { } failure ? throw failure : act();
}

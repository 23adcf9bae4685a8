using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace OrleansOrders.Grains;

/// <summary>
/// Reentrant, so that requests arrive while a commit is in progress; the next commit takes all of them. Between commits, memory equals the
/// stored state: it changes only after a commit succeeded, and the activation ends after a commit failed.
/// </summary>
[Reentrant]
[GrainType(GrainFactoryExtensions.ItemType)]
[CollectionAgeLimit(Minutes = 5)]
public sealed partial class ItemGrain(
    IStockLedger ledger, IOptions<InventoryOptions> options, TimeProvider clock, ILogger<ItemGrain> logger) : Grain, IItemGrain
{
    /// <summary>Maximum number of requests per commit: bounds the statement. Further requests wait for the next commit.</summary>
    const int MaxBatch = 500;

    readonly Queue<StockRequest> _waiting = new();
    Item _item = null!;
    Task _work = Task.CompletedTask;
    bool _working;
    bool _ended;

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _item = await ledger.Load(GrainKeys.ItemOf(this.GetPrimaryKeyString()), cancellationToken);

    /// <inheritdoc />
    public Task<StockReply> Reserve(OrderId orderId, int units) => Ask(new StockCommand.Reserve(orderId, units));

    /// <inheritdoc />
    public Task<StockReply> Release(OrderId orderId, int units) => Ask(new StockCommand.Release(orderId, units));

    /// <inheritdoc />
    public Task<StockReply> Adjust(AdjustmentId adjustmentId, long delta) => Ask(new StockCommand.Adjust(adjustmentId, delta));

    /// <inheritdoc />
    public Task<StockReply> SetAvailable(AdjustmentId adjustmentId, long available) => Ask(new StockCommand.SetAvailable(adjustmentId, available));

    Task<StockReply> Ask(StockCommand command)
    {
        if (_ended) throw new StaleActivationException();
        var request = new StockRequest(command);
        _waiting.Enqueue(request);

        // The first request starts the commits if none is running. The waiting requests keep the activation alive.
        if (!_working) _work = Work();
        return request.Answer;
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _work;

    async Task Work()
    {
        _working = true;
        var batch = new List<StockRequest>();
        try
        {
            while (_waiting.Count > 0)
            {
                TakeBatch(batch);
                await Settle(batch);
            }
        }
        catch (Exception exception)
        {
            // The outcome of the commit may be unknown, so the state in memory must not be used any more. The next activation loads the
            // stored state.
            _ended = true;
            DeactivateOnIdle();
            LogCommitFailed(logger, exception, _item.Sku, batch.Count);
            foreach (var request in batch) request.Fail(exception);
            while (_waiting.TryDequeue(out var request)) request.Fail(new StaleActivationException());
        }
        finally
        {
            _working = false;
        }

        // A client can name any number of items that do not exist, so such an activation must not stay in memory.
        if (_item.Version == 0) DeactivateOnIdle();
    }

    void TakeBatch(List<StockRequest> batch)
    {
        batch.Clear();
        var records = new HashSet<string>(StringComparer.Ordinal);

        // A second request for the same record waits, because it must be decided on the result of the first.
        while (batch.Count < MaxBatch && _waiting.TryPeek(out var next) && records.Add(next.Command.Record)) batch.Add(_waiting.Dequeue());
    }

    async Task Settle(List<StockRequest> batch)
    {
        StockCommit.Surprise? known = null;
        while (true)
        {
            var plan = StockPlan.Of(_item, batch, known, options.Value.LowThreshold);
            switch (await ledger.Commit(plan.Batch, CancellationToken.None))
            {
                case StockCommit.Done done:
                    _item = plan.Batch.Item with { Version = done.Version };
                    for (var i = 0; i < batch.Count; i++) batch[i].Reply(StockReply.Of(plan.Refusals[i], plan.Items[i], i == plan.FallsLowAt ? Low() : null));
                    return;
                case StockCommit.Surprise surprise when known is null:
                    known = surprise;
                    break;

                // Records change only together with the item's version. A second surprise therefore means a concurrent writer, as a
                // conflict does.
                default:
                    throw new StaleActivationException();
            }
        }
    }

    LowStock Low() => new(_item.Sku, _item.Available, options.Value.LowThreshold, _item.Version, clock.Now());
}

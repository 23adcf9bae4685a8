using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>
/// Reentrant so that requests come in while a commit is under way; the next commit takes all of them. Between commits memory is what is stored:
/// it moves only after a commit succeeded, and goes with the activation after one failed.
/// </summary>
[Reentrant]
[GrainType(GrainFactoryExtensions.ItemType)]
[CollectionAgeLimit(Minutes = 5)]
public sealed partial class ItemGrain(
    IStockLedger ledger, IOptions<InventoryOptions> options, TimeProvider clock, ILogger<ItemGrain> logger) : Grain, IItemGrain
{
    /// <summary>Most requests of one commit: bounds the statement; those beyond wait for the next one.</summary>
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

        // Whoever finds nobody working starts the commits; the requests that wait for them keep the activation alive meanwhile.
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
            // Nobody may act on what is in memory any more, whatever became of the commit: the next activation reads what is true.
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

        // A client can name any number of items that do not exist.
        if (_item.Version == 0) DeactivateOnIdle();
    }

    void TakeBatch(List<StockRequest> batch)
    {
        batch.Clear();
        var records = new HashSet<string>(StringComparer.Ordinal);

        // A second request for the same record waits: it is decided by what the first one leaves there.
        while (batch.Count < MaxBatch && _waiting.TryPeek(out var next) && records.Add(next.Record)) batch.Add(_waiting.Dequeue());
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

                // Records cannot change without the item's version: a second surprise is someone else at work, as a conflict is.
                case StockCommit.Surprise or StockCommit.Conflict:
                    throw new StaleActivationException();
                default:
                    throw new InvalidOperationException("An unknown answer of the stock ledger.");
            }
        }
    }

    LowStock Low() => new(_item.Sku, _item.Available, options.Value.LowThreshold, _item.Version, clock.Now());
}

using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Grains;

/// <summary>
/// Decides, writes, and only then adopts the new state. Every final transition is written before the items are released, so an activation
/// that loses the race for the version has changed nothing. Deactivates once the order is final and its items are released.
/// </summary>
[GrainType(GrainFactoryExtensions.OrderType)]
[CollectionAgeLimit(Minutes = 2)]
public sealed class OrderGrain(
    [FromKeyedServices(OrderGrain.Storage)] IGrainStorage storage,
    IOptions<OrderOptions> options,
    TimeProvider clock) : Grain, IOrderGrain
{
    /// <summary>The name of the storage that keeps orders.</summary>
    public const string Storage = "orders";

    /// <summary>The state's name in that storage.</summary>
    const string State = "order";

    readonly GrainState<StoredOrder> _stored = new();
    readonly TaskCompletionSource _final = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Order? _order;
    Task? _reading;

    // True once the stored state was read or is being written. A new activation does not read first, because most activations create a new
    // order.
    bool _isKnown;

    /// <inheritdoc />
    public async Task<OrderReply> Accept(NewOrder order)
    {
        if (_reading is { IsCompleted: false } reading) await reading;
        var now = clock.Now();
        var place = new OrderCommand.Place(order, now + options.Value.Timeout);
        switch (OrderDecider.Decide(_order, place, now))
        {
            case OrderDecision.Refused refused:
                return new() { Order = _order, Refusal = refused.Reason };
            case OrderDecision.Happens:
                return await TryCreate(OrderDecider.Create(place, now)) ? Reply(place, changed: true) : await Accept(order);
            default:
                return Reply(place, changed: false);
        }
    }

    /// <inheritdoc />
    public async Task<OrderReply> Process(NewOrder order)
    {
        await EnsureLoaded();
        var accepted = await Accept(_order is { } known ? order.WithTokenOf(known.Content) : order);
        if (accepted.Refusal is not null) return accepted;

        if (_order!.Status is not OrderStatus.Pending) return await RepeatReservation(_order);
        var wanted = _order.Wanted();
        var replies = await AskItems(_order.Id, wanted);
        var reply = await Apply(Outcome(wanted, replies));
        return replies.Any(item => item.Low is not null) ? reply with { Low = [.. replies.Select(item => item.Low).OfType<LowStock>()] } : reply;
    }

    // The message came again: its first delivery may have ended before it released the items or announced the facts.
    async Task<OrderReply> RepeatReservation(Order order)
    {
        await ReleaseStock(order);
        return new() { Order = _order, Facts = OrderFacts.OfReservation(_order!) };
    }

    /// <inheritdoc />
    public async Task<OrderReply> Apply(OrderCommand command)
    {
        await EnsureLoaded();
        var now = clock.Now();
        var decision = OrderDecider.Decide(_order, command, now);
        if (decision is OrderDecision.Refused refused) return new() { Order = _order, Refusal = refused.Reason };
        if (decision is OrderDecision.Happens happens) await Write(OrderDecider.Evolve(_order!, happens, now));

        await ReleaseStock(_order!);

        // Only the call that makes the order final deactivates. If every repeat did, a burst of repeats would be rejected by one
        // deactivating activation after another.
        if (_order!.IsFinal && decision is OrderDecision.Happens) DeactivateOnIdle();
        return Reply(command, decision is OrderDecision.Happens);
    }

    /// <inheritdoc />
    public async Task<Order?> Get(bool fresh)
    {
        await (fresh ? Load() : EnsureLoaded());
        return _order;
    }

    /// <inheritdoc />
    public async Task<Order?> WaitFinal(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (_final.Task.IsCompleted) return _order;
        await EnsureLoaded();

        // Waits even without an order: its first write may be in progress, and the caller has already read the stored order. Returning
        // immediately would make the caller poll in a tight loop.
        try
        {
            await _final.Task.OnCurrentScheduler().WaitAsync(atMost, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The caller gets the order as it is.
        }

        return _order;
    }

    OrderReply Reply(OrderCommand command, bool changed) => new() { Order = _order, Changed = changed, Facts = OrderFacts.Announce(_order!, command) };

    // All items at once: an item never blocks, so two orders that want A and B in opposite order cannot deadlock. A timeout or a lost silo
    // is neither a grant nor a refusal: the exception makes the message retry.
    Task<StockReply[]> AskItems(OrderId id, ImmutableArray<SkuQuantity> wanted) =>
        Task.WhenAll(wanted.Select(want => GrainFactory.Item(want.Sku).Reserve(id, want.Units)));

    OrderCommand.RecordReservation Outcome(ImmutableArray<SkuQuantity> wanted, StockReply[] replies)
    {
        var shortages = ImmutableArray.CreateBuilder<Shortage>();
        var unknown = false;
        for (var i = 0; i < replies.Length; i++)
        {
            switch (replies[i].Refusal)
            {
                case null:
                    break;

                // Only the end of this order releases its holds, so another activation has ended it.
                case StockRefusal.HoldReleased:
                    DeactivateOnIdle();
                    throw new StaleActivationException();
                case StockRefusal.UnknownSku:
                    unknown = true;
                    goto case StockRefusal.Insufficient;
                case StockRefusal.Insufficient:
                    shortages.Add(new(wanted[i].Sku, wanted[i].Units, replies[i].Available));
                    break;
                default:
                    throw new InvalidOperationException($"Item {wanted[i].Sku} replied to a reserve with {replies[i].Refusal}.");
            }
        }

        return new OrderCommand.RecordReservation(shortages.ToImmutable(), unknown);
    }

    // An item never refuses a release.
    Task ReleaseStock(Order order) =>
        OrderFacts.ReleasesStock(order.Status)
            ? Task.WhenAll(order.Wanted().Select(want => GrainFactory.Item(want.Sku).Release(order.Id, want.Units)))
            : Task.CompletedTask;

    /// <summary>Reads the stored state unless it is known. Does not wait for the first write.</summary>
    Task EnsureLoaded() => _isKnown ? Task.CompletedTask : Load();

    // One read at a time, shared by all callers.
    Task Load() => _reading is { IsCompleted: false } reading ? reading : _reading = Read();

    async Task Read()
    {
        await storage.ReadStateAsync(State, GrainContext.GrainId, _stored);
        _isKnown = true;
        if (_stored.RecordExists) Adopt(_stored.State!.ToOrder());
    }

    /// <summary>
    /// Writes the first state without reading first. If the order already exists, nothing is written, the stored order is adopted, and
    /// false is returned.
    /// </summary>
    async Task<bool> TryCreate(Order first)
    {
        _isKnown = true;
        try
        {
            await Write(first);
            return true;
        }
        catch (InconsistentStateException)
        {
            _isKnown = false;
            await EnsureLoaded();
            return false;
        }
    }

    async Task Write(Order next)
    {
        _stored.State = StoredOrder.Of(next);
        try
        {
            await storage.WriteStateAsync(State, GrainContext.GrainId, _stored);
        }
        catch (Exception exception) when (exception is not InconsistentStateException)
        {
            // The outcome of the write is unknown, so the next activation reads the stored state. After a conflict, Orleans deactivates the
            // grain.
            _isKnown = false;
            DeactivateOnIdle();
            throw;
        }

        Adopt(next);
    }

    void Adopt(Order order)
    {
        _order = order;
        if (order.IsFinal) _final.TrySetResult();
    }
}

using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>
/// Decides, writes, and only then believes; every final transition is written before the items are told, so that whoever loses the race for the
/// version has touched nothing. Leaves memory as soon as the order is final and told.
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

    /// <summary>The name of its state there.</summary>
    const string State = "order";

    readonly GrainState<StoredOrder> _stored = new();
    readonly TaskCompletionSource _final = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Order? _order;
    Task? _reading;

    // Whether what is stored was read or is being written. An activation begins without a look: whoever places an order has a new one as a rule.
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
        await Known();
        var accepted = await Accept(_order is { } known ? order.WithTokenOf(known.Content) : order);
        if (accepted.Refusal is not null) return accepted;

        if (_order!.Status is not OrderStatus.Pending) return await Apply(new OrderCommand.RecordReservation([], UnknownSku: false));
        var wanted = _order.Wanted();
        var replies = await AskItems(_order.Id, wanted);
        var reply = await Apply(Outcome(wanted, replies));
        return replies.Any(item => item.Low is not null) ? reply with { Low = [.. replies.Select(item => item.Low).OfType<LowStock>()] } : reply;
    }

    /// <inheritdoc />
    public async Task<OrderReply> Apply(OrderCommand command)
    {
        await Known();
        var now = clock.Now();
        var decision = OrderDecider.Decide(_order, command, now);
        if (decision is OrderDecision.Refused refused) return new() { Order = _order, Refusal = refused.Reason };
        if (decision is OrderDecision.Happens happens) await Write(OrderDecider.Evolve(_order!, happens, now));

        await ReleaseStock(_order!);

        // Once, at the end: were every repeat to end the activation, a burst of repeats would be turned away by one activation after the other.
        if (_order!.IsFinal && decision is OrderDecision.Happens) DeactivateOnIdle();
        return Reply(command, decision is OrderDecision.Happens);
    }

    /// <inheritdoc />
    public async Task<Order?> Get(bool fresh)
    {
        await (fresh ? Reading() : Known());
        return _order;
    }

    /// <inheritdoc />
    public async Task<Order?> WaitFinal(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (_final.Task.IsCompleted) return _order;
        await Known();

        // Also without an order: its first write may be under way, and who asks has seen it stored already. To answer at once would have him ask again
        // at once.
        try
        {
            await _final.Task.OnCurrentScheduler().WaitAsync(atMost, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Then the caller gets the order as it is.
        }

        return _order;
    }

    OrderReply Reply(OrderCommand command, bool changed) => new() { Order = _order, Changed = changed, Facts = OrderFacts.Announce(_order!, command) };

    // All at once: an item blocks nobody, so two orders that want A and B in opposite order cannot wait for each other. What is not known
    // (a timeout, a lost silo) is neither yes nor no: the exception sends the message around again.
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

                // Only the end of this very order releases its holds: another activation has ended it.
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
                    throw new InvalidOperationException($"Item {wanted[i].Sku} answered a reserve with {replies[i].Refusal}.");
            }
        }

        return new OrderCommand.RecordReservation(shortages.ToImmutable(), unknown);
    }

    // An item never refuses a release.
    Task ReleaseStock(Order order) =>
        OrderFacts.ReleasesStock(order.Status)
            ? Task.WhenAll(order.Wanted().Select(want => GrainFactory.Item(want.Sku).Release(order.Id, want.Units)))
            : Task.CompletedTask;

    /// <summary>Reads what is stored, unless it is known. Beside a first write it waits for nothing.</summary>
    Task Known() => _isKnown ? Task.CompletedTask : Reading();

    // One read at a time, for all who wait for one.
    Task Reading() => _reading is { IsCompleted: false } reading ? reading : _reading = Read();

    async Task Read()
    {
        await storage.ReadStateAsync(State, GrainContext.GrainId, _stored);
        _isKnown = true;
        if (_stored.RecordExists) Believe(_stored.State!.ToOrder());
    }

    /// <summary>Writes the first state without a look before. False, and nothing is written, where there is an order already: then that is believed.</summary>
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
            await Known();
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
            // Whether it was written is unknown: the next activation reads what is true. A conflict ends the activation by itself.
            _isKnown = false;
            DeactivateOnIdle();
            throw;
        }

        Believe(next);
    }

    void Believe(Order order)
    {
        _order = order;
        if (order.IsFinal) _final.TrySetResult();
    }
}

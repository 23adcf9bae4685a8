using System.Collections.Immutable;

namespace OrleansOrders.Domain.Tests;

/// <summary>
/// Every way in which two handlers at once, crashes between any two steps, lost acknowledgements, late reserves and late payments can meet: the steps are those of the
/// grain and of the payment worker, what they lead to is decided by the rules that production uses.
/// </summary>
sealed class ProtocolModel(long total, ProtocolBug bug)
{
    const int MaxStarts = 6;
    const int MaxOrphans = 2;
    const int OfTwo = 2;

    // Places in Commands.
    const int Granted = 0;
    const int Refused = 1;
    const int Cancel = 2;
    const int Expire = 3;
    const int Paid = 4;
    const int Declined = 5;
    const int Returned = 6;

    static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    static readonly DateTimeOffset Deadline = Now.AddMinutes(15);
    static readonly Sku Sku = Sku.Parse("item");
    static readonly OrderId Id = OrderId.Parse("order");
    static readonly NewOrder Content = NewOrder.OfItems(
        Id, CustomerId.Parse("customer"), Currency.Default, [new() { Sku = Sku, Quantity = Quantity.Of(1), Price = 1 }]);

    static readonly OrderCommand[] Commands =
    [
        new OrderCommand.RecordReservation([], false),
        new OrderCommand.RecordReservation([new Shortage(Sku, 1, 0)], false),
        new OrderCommand.Cancel(),
        new OrderCommand.Expire(),
        new OrderCommand.PaymentSucceeded(Content.Total),
        new OrderCommand.PaymentFailed(),
        new OrderCommand.RecordRefund(),
    ];

    readonly List<Order> _orders = [];
    readonly Dictionary<string, int> _known = [];

    /// <summary>Every violation once, with the number of states.</summary>
    public (int States, IReadOnlyList<string> Violations) Explore()
    {
        var placed = Known(OrderDecider.Create(new(Content, Deadline), Now));
        var starts = ((Message[])[Message.Placed, Message.Placed | Message.Cancel, Message.Placed | Message.Expire])
            .Select(messages => new ProtocolState { Order = placed, Available = total, Messages = messages });
        var seen = new HashSet<ProtocolState>(starts);
        var open = new Queue<ProtocolState>(seen);
        var violations = new SortedSet<string>(StringComparer.Ordinal);
        while (open.TryDequeue(out var state))
        {
            if (Violation(state) is { } violation)
            {
                violations.Add(violation);
                continue;
            }

            foreach (var next in Next(state))
            {
                if (seen.Add(next)) open.Enqueue(next);
            }
        }

        return (seen.Count, [.. violations]);
    }

    IEnumerable<ProtocolState> Next(ProtocolState state)
    {
        if (state is { Second: null, Starts: < MaxStarts })
        {
            foreach (var message in Enum.GetValues<Message>().Where(message => message is not Message.None && state.Messages.HasFlag(message)))
                yield return (state with { Starts = state.Starts + 1 }).With(state.First, new(message, ProtocolStep.Look, 0, 0));
        }

        if (state.Orphans > 0)
        {
            yield return Reserved(state with { Orphans = state.Orphans - 1 }).State;
            yield return state with { Orphans = state.Orphans - 1 };
        }

        if (state.First is { } first)
        {
            foreach (var next in Steps(state, first, state.Second)) yield return next;
        }

        if (state.Second is { } second)
        {
            foreach (var next in Steps(state, second, state.First)) yield return next;
        }
    }

    IEnumerable<ProtocolState> Steps(ProtocolState state, Handler handler, Handler? other)
    {
        // It may die before any step: the message stays.
        yield return Gone(handler.At is ProtocolStep.ReserveUnderWay && state.Orphans < MaxOrphans ? state with { Orphans = state.Orphans + 1 } : state);
        foreach (var next in handler.At switch
        {
            ProtocolStep.Look => Look(),
            ProtocolStep.Reserve => [Go(state, ProtocolStep.ReserveUnderWay)],
            ProtocolStep.ReserveUnderWay => Reserve(),
            ProtocolStep.Charge => [Charge()],
            ProtocolStep.Void => [Void()],
            ProtocolStep.Refund => [Refund()],
            ProtocolStep.Apply => [Apply(state, handler with { Belief = state.Order })],
            ProtocolStep.Write => [Write()],
            ProtocolStep.Tell => [Go(Tell(state, handler.Belief), ProtocolStep.Say)],
            ProtocolStep.Say => [Say(state)],
            ProtocolStep.SayLate => [Gone(Announced(state))],
            ProtocolStep.Acknowledge => (ProtocolState[])[Gone(state with { Messages = state.Messages & ~handler.Message }), Gone(state)],
            _ => throw new InvalidOperationException("An unknown step."),
        })
            yield return next;

        ProtocolState Go(ProtocolState to, ProtocolStep at, int? command = null) => to.With(other, handler with { At = at, Command = command ?? handler.Command });

        ProtocolState Gone(ProtocolState to) => to.With(other, null);

        IEnumerable<ProtocolState> Look()
        {
            var order = _orders[state.Order];
            handler = handler with { Belief = state.Order };
            return handler.Message switch
            {
                Message.Placed => [order.Status is OrderStatus.Pending ? Go(state, ProtocolStep.Reserve) : Apply(state, handler with { Command = Granted })],
                Message.Cancel => [Apply(state, handler with { Command = Cancel })],
                Message.Expire => [Apply(state, handler with { Command = Expire })],

                // Clocks differ: it may be late for one and not for another.
                Message.Charge => ((DateTimeOffset[])[Now, Deadline]).Select(now => PaymentDecider.Collect(order, now) switch
                {
                    PaymentStep.Wait => Gone(state),
                    PaymentStep.Void when bug is ProtocolBug.ChargedAfterTheEnd => Go(state, ProtocolStep.Charge),
                    PaymentStep.Void => Go(state, ProtocolStep.Void),
                    PaymentStep.Charge => Go(state, ProtocolStep.Charge),
                    _ => Go(state, ProtocolStep.Apply, Paid),
                }),
                _ => [PaymentDecider.OwesRefund(order) || bug is ProtocolBug.RefundUnasked ? Go(state, ProtocolStep.Refund) : Gone(state)],
            };
        }

        IEnumerable<ProtocolState> Reserve()
        {
            var (reserved, refusal) = Reserved(state);
            yield return refusal switch
            {
                null => Apply(reserved, handler with { Command = Granted }),

                // Another activation has ended the order.
                StockRefusal.HoldReleased => Gone(reserved),
                _ => Apply(reserved, handler with { Command = Refused }),
            };
            if (bug is ProtocolBug.TimeoutIsNo && state.Orphans < MaxOrphans) yield return Apply(state with { Orphans = state.Orphans + 1 }, handler with { Command = Refused });
        }

        ProtocolState Charge()
        {
            if (state.Purse is Purse.Closed) return Go(state, ProtocolStep.Apply, Declined);
            var moves = state.Purse is Purse.Untouched || bug is ProtocolBug.ChargeWithoutKey;
            var charged = state with { Purse = state.Purse is Purse.Untouched ? Purse.Charged : state.Purse, Charges = Math.Min(OfTwo, state.Charges + (moves ? 1 : 0)) };
            if (moves && _orders[handler.Belief].IsFinal) charged = charged with { IsChargedAfterTheEnd = true };
            if (bug is ProtocolBug.PaidBeforeWritten) charged = charged with { Said = charged.Said | Said.Paid };
            return Go(charged, ProtocolStep.Apply, Paid);
        }

        ProtocolState Void()
        {
            var paid = state.Purse is Purse.Charged or Purse.Refunded;
            var closed = state.Purse is Purse.Untouched && bug is not ProtocolBug.FoundNotVoided ? state with { Purse = Purse.Closed } : state;
            return PaymentDecider.AfterVoid(_orders[handler.Belief], paid) switch
            {
                null => Go(closed, ProtocolStep.Acknowledge),
                OrderCommand.PaymentSucceeded => Go(closed, ProtocolStep.Apply, Paid),
                _ => Go(closed, ProtocolStep.Apply, Declined),
            };
        }

        ProtocolState Refund()
        {
            var moves = state.Purse is Purse.Charged || bug is ProtocolBug.RefundUnasked;
            var back = state with { Purse = state.Purse is Purse.Untouched ? Purse.Untouched : Purse.Refunded, Refunds = Math.Min(OfTwo, state.Refunds + (moves ? 1 : 0)) };
            return Go(back, ProtocolStep.Apply, Returned);
        }

        ProtocolState Apply(ProtocolState to, Handler by)
        {
            handler = by;
            var decision = OrderDecider.Decide(_orders[by.Belief], Commands[by.Command], Deadline);
            return decision switch
            {
                OrderDecision.Refused { Reason: OrderRefusal.TooLate } => Go(to, ProtocolStep.Acknowledge),
                OrderDecision.Refused => Gone(to),
                OrderDecision.Nothing => Go(to, bug is ProtocolBug.NoRetelling ? ProtocolStep.Say : ProtocolStep.Tell),
                OrderDecision.Happens { Kind: OrderEventKind.RefundRequested } when bug is ProtocolBug.NoRefund => Go(to, ProtocolStep.Acknowledge),
                OrderDecision.Happens { Kind: OrderEventKind.Confirmed } when bug is ProtocolBug.ConfirmedWithoutWrite => Go(to with { Said = to.Said | Said.Confirmed | Said.Paid }, ProtocolStep.Acknowledge),
                _ => Go(to, ProtocolStep.Write),
            };
        }

        ProtocolState Write()
        {
            var decision = (OrderDecision.Happens)OrderDecider.Decide(_orders[handler.Belief], Commands[handler.Command], Deadline);
            var next = Known(OrderDecider.Evolve(_orders[handler.Belief], decision, Now));
            var fits = state.Order == handler.Belief || bug is ProtocolBug.NoVersion;
            var told = bug is ProtocolBug.ItemsFirst ? Tell(state, next) : state;
            if (!fits) return Gone(told);
            handler = handler with { Belief = next };
            return Go(told with { Order = next }, ProtocolStep.Tell);
        }

        ProtocolState Say(ProtocolState to) => bug is ProtocolBug.AcknowledgedFirst
            ? Go(to with { Messages = to.Messages & ~handler.Message }, ProtocolStep.SayLate)
            : Go(Announced(to), ProtocolStep.Acknowledge);

        ProtocolState Announced(ProtocolState to)
        {
            var order = _orders[handler.Belief];
            var said = OrderFacts.Announce(order, Commands[handler.Command]).Aggregate(Said.Nothing, (all, fact) => all | ProtocolState.SaidBy(fact.Kind));
            if (handler.Message is Message.Charge && order.Status is OrderStatus.Confirmed) said |= Said.Paid;
            if (handler.Message is Message.Refund) said |= Said.Refunded;

            // What was said before needs no second message: the first one may be handled any number of times as it is.
            var news = said & ~to.Said;
            var messages = (news.HasFlag(Said.Reserved) ? Message.Charge : Message.None) | (news.HasFlag(Said.RefundRequested) ? Message.Refund : Message.None);
            return to with { Said = to.Said | said, Messages = to.Messages | messages };
        }
    }

    (ProtocolState State, StockRefusal? Refusal) Reserved(ProtocolState state)
    {
        var hold = bug is ProtocolBug.ReleasedTakenAgain && state.Hold is { Status: HoldStatus.Released } ? null : state.Hold;
        var decision = StockDecider.Decide(Item(state), new StockCommand.Reserve(Id, 1), hold);
        return (Stocked(state, decision), decision.Refusal);
    }

    ProtocolState Tell(ProtocolState state, int belief)
    {
        if (!OrderFacts.ReleasesStock(_orders[belief].Status)) return state;
        var decision = StockDecider.Decide(Item(state), new StockCommand.Release(Id, 1), state.Hold);
        return bug is ProtocolBug.NoTombstone && state.Hold is null ? state : Stocked(state, decision);
    }

    static ProtocolState Stocked(ProtocolState state, StockDecision decision) =>
        state with { Available = decision.Item.Available, Hold = decision.Write ?? state.Hold };

    Item Item(ProtocolState state) => new() { Sku = Sku, Version = 1, Received = total, Available = state.Available };

    int Known(Order order)
    {
        var key = string.Join(' ', order.History.Select(e => $"{e.Kind}{e.Failure?.Reason}"));
        if (_known.TryGetValue(key, out var index)) return index;
        _orders.Add(order);
        return _known[key] = _orders.Count - 1;
    }

    string? Violation(ProtocolState state)
    {
        var order = _orders[state.Order];
        var taken = state.Hold is { Status: not HoldStatus.Released, Quantity: var units } ? units : 0;
        if (state.Available < 0) return "more is sold than there is";
        if (total > 0 && order.Failure is { Reason: FailureReason.OutOfStock }) return "an order is refused although there is enough";
        if (state.Available + taken != total) return "stock is not conserved";
        if (state.Charges >= OfTwo || state.Refunds >= OfTwo) return "money moved twice";
        if (state.IsChargedAfterTheEnd) return "an order that had ended before it was asked is charged";
        if (state.Refunds > state.Charges) return "money went back that never came";
        if (state.Said.HasFlag(Said.Confirmed) && order.Status is not OrderStatus.Confirmed) return "confirmed was said and is not true";
        if (state.Said.HasFlag(Said.Paid) && order.Status is OrderStatus.Cancelled or OrderStatus.Failed) return "paid was said of an order that ended without it";
        return state is { Messages: Message.None, First: null, Orphans: 0 } ? AtRest(state, order, taken) : null;
    }

    static string? AtRest(ProtocolState state, Order order, int taken)
    {
        if (!order.IsFinal) return "an order is stuck";
        if (taken > 0 != order.Status is OrderStatus.Confirmed) return "a hold does not fit the order's end";
        if (order.Status is not OrderStatus.Confirmed && state.Hold is null) return "an order ended and its item does not know";
        var due = order.Status switch
        {
            OrderStatus.Confirmed => Said.Confirmed | Said.Paid,
            OrderStatus.Cancelled => Said.Cancelled,
            _ => Said.Failed,
        };
        if (!state.Said.HasFlag(due)) return "the end was never announced";
        return state.Purse is Purse.Charged != order.Status is OrderStatus.Confirmed ? "the money does not fit the order's end" : null;
    }
}

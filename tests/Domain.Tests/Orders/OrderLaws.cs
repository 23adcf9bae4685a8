using System.Collections.Immutable;

namespace OrleansOrders.Domain.Tests.Orders;

/// <summary>What holds for every life of an order, whatever is asked of it and in whichever order. Each law throws where it is broken.</summary>
static class OrderLaws
{
    // The whole life as a table, written apart from the decider: what may follow what.
    static readonly (OrderEventKind Before, OrderEventKind Next)[] Ways =
    [
        (OrderEventKind.Placed, OrderEventKind.Reserved),
        (OrderEventKind.Placed, OrderEventKind.Failed),
        (OrderEventKind.Placed, OrderEventKind.Cancelled),
        (OrderEventKind.Reserved, OrderEventKind.Confirmed),
        (OrderEventKind.Reserved, OrderEventKind.Failed),
        (OrderEventKind.Reserved, OrderEventKind.Cancelled),
        (OrderEventKind.Failed, OrderEventKind.RefundRequested),
        (OrderEventKind.Cancelled, OrderEventKind.RefundRequested),
        (OrderEventKind.RefundRequested, OrderEventKind.Refunded),
    ];

    /// <summary>Works a script. That it ends is the first law: deciding never throws.</summary>
    public static IReadOnlyList<OrderStep> Run(OrderRules rules, OrderScript script)
    {
        var now = OrderScript.Start;
        var order = OrderDecider.Create(script.Place, now);
        var steps = new List<OrderStep>();
        foreach (var (command, later) in script.Steps)
        {
            now += later;
            var decision = rules.Decide(order, command, now);
            var after = decision is OrderDecision.Happens happens ? rules.Evolve(order, happens, now) : order;
            steps.Add(new(order, command, now, decision, after));
            order = after;
        }

        return steps;
    }

    public static void The_history_is_a_way_through_the_table(OrderRules rules, OrderScript script)
    {
        var history = Last(Run(rules, script), script).History;
        Assert.Equal(OrderEventKind.Placed, history[0].Kind);
        foreach (var (before, next) in history.Zip(history.Skip(1))) Assert.Contains((before.Kind, next.Kind), Ways);
    }

    public static void Versions_rise_by_one(OrderRules rules, OrderScript script)
    {
        foreach (var step in Run(rules, script))
        {
            Assert.Equal(Enumerable.Range(1, step.After.Version), step.After.History.Select(e => e.Version));
            Assert.Equal(step.Before.Version + (step.Decision is OrderDecision.Happens ? 1 : 0), step.After.Version);
            Assert.Equal(step.Before.History.AsEnumerable(), step.After.History.Take(step.Before.Version));
        }
    }

    public static void The_same_again_changes_nothing(OrderRules rules, OrderScript script)
    {
        foreach (var step in Run(rules, script))
        {
            var again = rules.Decide(step.After, step.Command, step.Now);
            Assert.Equal(step.Decision is OrderDecision.Happens ? OrderDecision.Nothing.Instance : step.Decision, again);
        }
    }

    public static void What_was_once_done_is_never_done_again(OrderRules rules, OrderScript script)
    {
        var steps = Run(rules, script);
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Decision is OrderDecision.Refused) continue;
            foreach (var later in steps.Skip(i)) Assert.IsNotType<OrderDecision.Happens>(rules.Decide(later.After, steps[i].Command, later.Now));
        }
    }

    public static void A_final_status_stays(OrderRules rules, OrderScript script)
    {
        foreach (var step in Run(rules, script))
        {
            if (!step.Before.IsFinal) continue;
            Assert.Equal((step.Before.Status, step.Before.Failure), (step.After.Status, step.After.Failure));
            Assert.All(step.After.History.Skip(step.Before.Version), e => Assert.True(e.Kind is OrderEventKind.RefundRequested or OrderEventKind.Refunded));
        }
    }

    public static void The_events_alone_give_the_state(OrderRules rules, OrderScript script)
    {
        var order = Last(Run(rules, script), script);
        var folded = OrderDecider.Create(script.Place, order.History[0].At);
        foreach (var e in order.History.Skip(1)) folded = OrderDecider.Evolve(folded, new(e.Kind, e.Failure), e.At);

        Assert.Equal(order.History.AsEnumerable(), folded.History);
        Assert.Equal((order.Status, order.Version, order.ExpiresAt, order.Content), (folded.Status, folded.Version, folded.ExpiresAt, folded.Content));
    }

    public static void A_failure_has_its_reason_and_nothing_else_has_one(OrderRules rules, OrderScript script)
    {
        foreach (var e in Last(Run(rules, script), script).History) Assert.Equal(e.Kind is OrderEventKind.Failed, e.Failure is not null);
    }

    public static void What_happens_is_announced_and_a_repeat_announces_the_same(OrderRules rules, OrderScript script)
    {
        foreach (var step in Run(rules, script))
        {
            var facts = rules.Announce(step.After, step.Command);
            Assert.Equal(facts.AsEnumerable(), rules.Announce(step.After, step.Command));
            if (step.Decision is not OrderDecision.Happens happens) continue;
            Assert.Equal(happens.Kind is OrderEventKind.Refunded, facts.IsEmpty);
            Assert.All(facts, fact => Assert.Equal((step.After.Version, step.Now), (fact.Version, fact.At)));
        }
    }

    public static void Whatever_is_announced_is_true_of_the_history(OrderRules rules, OrderScript script)
    {
        var announced = new Dictionary<(int Version, FactKind Kind), Fact>();
        foreach (var step in Run(rules, script))
        {
            foreach (var fact in rules.Announce(step.After, step.Command))
            {
                Assert.InRange(fact.Version, 1, step.After.Version);
                Assert.Equal((step.After.Id, step.After.History[fact.Version - 1].At), (fact.OrderId, fact.At));
                if (!announced.TryAdd((fact.Version, fact.Kind), fact)) Assert.Equal(announced[(fact.Version, fact.Kind)], fact);
            }
        }
    }

    public static void Facts_that_later_repeats_announce_are_the_first_ones_or_moot(OrderRules rules, OrderScript script)
    {
        var steps = Run(rules, script);
        for (var i = 0; i < steps.Count; i++)
        {
            // A repeated reservation tells how the order ended, if it ended in failure; every other command speaks of its own event alone.
            if (steps[i].Decision is not OrderDecision.Happens || steps[i].Command is OrderCommand.RecordReservation) continue;
            var first = rules.Announce(steps[i].After, steps[i].Command);
            foreach (var later in steps.Skip(i).Select(step => rules.Announce(step.After, steps[i].Command)).Where(later => !later.IsEmpty)) Assert.Equal(first.AsEnumerable(), later);
        }
    }

    public static void Items_get_back_what_was_taken_exactly_when_it_ends_unpaid(OrderRules rules, OrderScript script)
    {
        foreach (var step in Run(rules, script))
        {
            var confirmed = step.After.Find(OrderEventKind.Confirmed) is not null;
            var unpaid = step.After.Find(OrderEventKind.Failed) is not null || step.After.Find(OrderEventKind.Cancelled) is not null;
            Assert.Equal((unpaid, confirmed || unpaid), (OrderFacts.ReleasesStock(step.After.Status), step.After.IsFinal));
        }
    }

    static Order Last(IReadOnlyList<OrderStep> steps, OrderScript script) =>
        steps.Count > 0 ? steps[^1].After : OrderDecider.Create(script.Place, OrderScript.Start);
}

/// <summary>One command of a script, worked.</summary>
sealed record OrderStep(Order Before, OrderCommand Command, DateTimeOffset Now, OrderDecision Decision, Order After);

/// <summary>The rules that the laws are about; broken ones show that the laws catch them.</summary>
sealed record OrderRules
{
    public static OrderRules Real { get; } = new();

    public Func<Order, OrderCommand, DateTimeOffset, OrderDecision> Decide { get; init; } = OrderDecider.Decide;

    public Func<Order, OrderDecision.Happens, DateTimeOffset, Order> Evolve { get; init; } = OrderDecider.Evolve;

    public Func<Order, OrderCommand, ImmutableArray<Fact>> Announce { get; init; } = OrderFacts.Announce;
}

using FsCheck;
using FsCheck.Fluent;
using Xunit.Sdk;

namespace OrleansOrders.Domain.Tests.Orders;

/// <summary>The laws hold for the rules there are, and each catches rules that break it.</summary>
public sealed class OrderLawTests
{
    static readonly Dictionary<string, Action<OrderRules, OrderScript>> Laws = new Action<OrderRules, OrderScript>[]
    {
        OrderLaws.The_history_is_a_way_through_the_table,
        OrderLaws.Versions_rise_by_one,
        OrderLaws.The_same_again_changes_nothing,
        OrderLaws.What_was_once_done_is_never_done_again,
        OrderLaws.A_final_status_stays,
        OrderLaws.The_events_alone_give_the_state,
        OrderLaws.A_failure_has_its_reason_and_nothing_else_has_one,
        OrderLaws.What_happens_is_announced_and_a_repeat_announces_the_same,
        OrderLaws.Whatever_is_announced_is_true_of_the_history,
        OrderLaws.Facts_that_later_repeats_announce_are_the_first_ones_or_moot,
        OrderLaws.Items_get_back_what_was_taken_exactly_when_it_ends_unpaid,
    }.ToDictionary(law => law.Method.Name);

    static readonly Dictionary<string, OrderRules> BrokenRules = new()
    {
        ["throws where a payment comes early"] = Breaking((order, command) => command is OrderCommand.PaymentSucceeded && order.Status is OrderStatus.Pending, () => throw new InvalidOperationException("Broken.")),
        ["confirms what was cancelled"] = Breaking((order, command) => command is OrderCommand.PaymentSucceeded && order.Status is OrderStatus.Cancelled, OrderEventKind.Confirmed),
        ["revives by a late reservation"] = Breaking((order, command) => command is OrderCommand.RecordReservation && order.Status is OrderStatus.Cancelled, OrderEventKind.Reserved),
        ["refunds twice"] = Breaking((order, command) => command is OrderCommand.RecordRefund && order.Find(OrderEventKind.Refunded) is not null, OrderEventKind.Refunded),
        ["fails without a reason"] = Breaking((order, command) => command is OrderCommand.PaymentFailed && order.Status is OrderStatus.Reserved, OrderEventKind.Failed),
        ["skips a version"] = new() { Evolve = (order, happens, now) => Renumber(OrderDecider.Evolve(order, happens, now)) },
        ["forgets the past"] = new() { Evolve = (order, happens, now) => OrderDecider.Evolve(order with { History = order.History[..1] }, happens, now) },
        ["announces nothing of a cancel"] = new() { Announce = (order, command) => command is OrderCommand.Cancel ? [] : OrderFacts.Announce(order, command) },
        ["announces with the time of the latest event"] = new()
        {
            Announce = (order, command) => [.. OrderFacts.Announce(order, command).Select(fact => fact with { At = order.History[^1].At })],
        },
        ["announces with the version of the latest event"] = new()
        {
            Announce = (order, command) => [.. OrderFacts.Announce(order, command).Select(fact => fact with { Version = order.Version })],
        },
    };

    static readonly IReadOnlyList<OrderScript> Scripts = OrderScripts.Arbitrary.Generator.Sample(1_000);

    public static TheoryData<string> LawNames => [.. Laws.Keys];

    public static TheoryData<string> BrokenNames => [.. BrokenRules.Keys];

    [Theory]
    [MemberData(nameof(LawNames))]
    public void The_law_holds_for_every_life(string law) => Check(Laws[law], OrderRules.Real);

    [Theory]
    [MemberData(nameof(BrokenNames))]
    public void Broken_rules_are_caught(string name) =>
        Assert.Contains(Laws.Values, law => Scripts.Any(script => Throws<Exception>(law, BrokenRules[name], script)));

    [Theory]
    [MemberData(nameof(LawNames))]
    public void Every_law_can_fail(string law) => Assert.Contains(BrokenRules.Values.Append(Worst), rules => IsBroken(Laws[law], rules));

    [Fact]
    public void The_scripts_reach_every_event_and_every_refusal()
    {
        var seen = new HashSet<object>();
        foreach (var script in Scripts)
        {
            foreach (var step in OrderLaws.Run(OrderRules.Real, script))
            {
                seen.Add(step.Decision switch
                {
                    OrderDecision.Happens happens => happens.Kind,
                    OrderDecision.Refused refused => refused.Reason,
                    _ => step.Decision,
                });
            }
        }

        IEnumerable<object> events = Enum.GetValues<OrderEventKind>().Where(kind => kind is not OrderEventKind.Placed).Cast<object>();
        var refusals = Enum.GetValues<OrderRefusal>().Where(refusal => refusal is not OrderRefusal.NotFound).Cast<object>();
        Assert.Empty(events.Concat(refusals).Except(seen));
    }

    [Fact]
    public void Wanted_is_the_sum_per_item_in_the_order_of_the_items() => Prop.ForAll(Arb.From(OrderScripts.Content), content =>
    {
        var wanted = OrderDecider.Create(new(content, OrderScript.Start), OrderScript.Start).Wanted();
        var sums = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in content.Lines) sums[line.Sku.Value] = sums.GetValueOrDefault(line.Sku.Value) + line.Quantity.Units;

        Assert.Equal(sums.Select(sum => new SkuQuantity(Sku.Parse(sum.Key), sum.Value)), wanted);
    }).QuickCheckThrowOnFailure();

    // Confirms or cancels whatever the state, and announces one and the same thing of every version.
    static OrderRules Worst => new()
    {
        Decide = (order, command, now) => order.Version > 6 ? OrderDecision.Nothing.Instance : new OrderDecision.Happens(
            command is OrderCommand.Cancel ? OrderEventKind.Cancelled : OrderEventKind.Confirmed),
        Announce = (order, command) => [new Fact(order.Id, order.Version, FactKind.OrderPlaced, order.CreatedAt)],
    };

    static OrderRules Breaking(Func<Order, OrderCommand, bool> when, OrderEventKind kind) => Breaking(when, () => new OrderDecision.Happens(kind));

    static OrderRules Breaking(Func<Order, OrderCommand, bool> when, Func<OrderDecision> decision) =>
        new() { Decide = (order, command, now) => when(order, command) ? decision() : OrderDecider.Decide(order, command, now) };

    static Order Renumber(Order order) => order with { History = order.History.SetItem(order.Version - 1, order.History[^1] with { Version = order.Version + 1 }) };

    /// <summary>What the law itself says: rules that throw break the run of a script, which says nothing about the law.</summary>
    static bool IsBroken(Action<OrderRules, OrderScript> law, OrderRules rules) => Scripts.Any(script => Throws<XunitException>(law, rules, script));

    static bool Throws<TException>(Action<OrderRules, OrderScript> law, OrderRules rules, OrderScript script)
        where TException : Exception
    {
        try
        {
            law(rules, script);
            return false;
        }
        catch (TException)
        {
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    static void Check(Action<OrderRules, OrderScript> law, OrderRules rules) =>
        Prop.ForAll(OrderScripts.Arbitrary, script => law(rules, script)).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
}

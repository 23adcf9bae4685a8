using static OrleansOrders.Chaos.Tests.SoundRun;

namespace OrleansOrders.Chaos.Tests;

/// <summary>The checker is silent about a sound run, and finds each thing that is planted in it, as what it is.</summary>
public sealed class CheckerTests
{
    [Fact]
    public void A_sound_run_has_no_findings() => Assert.Empty(Checker.Check(Operations, Final));

    [Fact]
    public void An_acknowledged_order_that_is_not_there_is_lost() =>
        Found(FindingKind.Lost, "bread-1: was acknowledged and is not there", Operations, Final with { Orders = [.. Final.Orders.Skip(1)] });

    [Fact]
    public void An_order_that_the_broker_took_and_that_is_not_there_is_lost() =>
        Found(FindingKind.Lost, "published: was acknowledged", [.. Operations, Did(new Deed.Place(Bread with { OrderId = "published" }), 50, Outcome.Ok)], Final);

    [Fact]
    public void An_order_in_a_visible_dead_letter_is_not_lost() => Assert.Empty(Checker.Check(
        [.. Operations, Did(new Deed.Place(Bread with { OrderId = "published" }), 50, Outcome.Ok)],
        Final with { DeadLetters = [.. Final.DeadLetters, new("m-1", "published", "attempts_exhausted")] }));

    [Fact]
    public void An_order_whose_outcome_nobody_knows_may_be_there_or_not()
    {
        var maybe = Did(new Deed.Place(Bread with { OrderId = "maybe" }), 50, Outcome.Unknown);
        Assert.Empty(Checker.Check([.. Operations, maybe], Final));
    }

    [Fact]
    public void An_order_that_never_ends_is_lost() =>
        Found(FindingKind.Lost, "bread-1: is still reserved", Operations, With("bread-1", order => order with { Status = "reserved", History = ["placed", "reserved"] }));

    [Fact]
    public void An_order_with_other_content_than_acknowledged_is_lost() =>
        Found(FindingKind.Lost, "bread-1: was acknowledged as", Operations, With("bread-1", order => order with { Lines = [new("bread", 3, 1.50m)] }));

    [Fact]
    public void An_order_that_nobody_asked_for_is_unexpected() =>
        Found(FindingKind.Unexpected, "ghost: nobody asked", Operations, Final with { Orders = [.. Final.Orders, Ended(Bread with { CustomerId = "nobody" }, "ghost", "failed", null, "placed", "failed")] });

    [Fact]
    public void Two_orders_of_one_request_are_doubled() =>
        Found(FindingKind.Doubled, "customer key-1: one request made 2", Operations, Final with { Orders = [.. Final.Orders, Ended(Keyed, "o-2", "failed", null, "placed", "failed")] });

    [Fact]
    public void One_request_that_is_answered_with_two_orders_is_doubled() =>
        Found(FindingKind.Doubled, "customer key-1: one request was answered", [.. Operations, Did(new Deed.Place(Keyed), 60, Outcome.Ok, 200, new("o-2", 1, "pending"))], Final);

    [Fact]
    public void An_order_that_is_listed_twice_is_doubled() =>
        Found(FindingKind.Doubled, "bread-1: is there twice", Operations, Final with { Orders = [.. Final.Orders, Final.Orders[0]] });

    [Fact]
    public void An_event_that_happens_twice_is_doubled() =>
        Found(FindingKind.Doubled, "bread-1: something happened twice", Operations, With("bread-1", order => order with { History = ["placed", "reserved", "confirmed", "confirmed"] }));

    [Fact]
    public void A_life_that_no_order_has_is_unexpected() =>
        Found(FindingKind.Unexpected, "bread-1: no order has this life", Operations, With("bread-1", order => order with { History = ["placed", "confirmed"] }));

    [Fact]
    public void An_order_that_nobody_cancelled_is_unexpected() =>
        Found(FindingKind.Unexpected, "cake-1: is cancelled, and nobody", [.. Operations.Where(operation => operation.Deed is not Deed.Cancel)], Final);

    [Fact]
    public void A_confirmed_order_whose_payment_was_declined_is_unexpected() =>
        Found(FindingKind.Unexpected, "o-1: is confirmed, and its payment was declined", Operations, With("o-1", order => order with { Status = "confirmed", Reason = null, History = ["placed", "reserved", "confirmed"] }));

    [Fact]
    public void Money_that_never_comes_back_is_lost() =>
        Found(FindingKind.Lost, "cake-1: its money never came back", Operations, With("cake-1", order => order with { History = ["placed", "reserved", "cancelled", "refund_requested"] }));

    [Fact]
    public void A_version_that_a_client_saw_and_that_never_was_is_lost() =>
        Found(FindingKind.Lost, "bread-1: was told as cancelled at version 3", [.. Operations, Did(new Deed.Read("bread-1"), 60, Outcome.Ok, 200, new("bread-1", 3, "cancelled"))], Final);

    [Fact]
    public void A_version_that_runs_backwards_is_unexpected() =>
        Found(FindingKind.Unexpected, "bread-1: was seen at version 3, and later at 2", [.. Operations, Did(new Deed.Read("bread-1"), 60, Outcome.Ok, 200, new("bread-1", 2, "reserved"))], Final);

    [Fact]
    public void Two_reads_at_once_may_see_their_versions_in_either_order()
    {
        var earlier = new Operation(new Deed.Read("bread-1"), 121, 200, Outcome.Ok) { Status = 200, Seen = new("bread-1", 2, "reserved") };
        Assert.Empty(Checker.Check([.. Operations, earlier], Final));
    }

    [Fact]
    public void An_acknowledged_order_that_is_not_found_later_is_lost() =>
        Found(FindingKind.Lost, "bread-1: was seen, and later not found", [.. Operations, Did(new Deed.Read("bread-1"), 60, Outcome.Refused, 404)], Final);

    [Fact]
    public void An_order_that_was_too_late_to_cancel_and_is_cancelled_is_unexpected() =>
        Found(FindingKind.Unexpected, "cake-1: was told to be too late", [.. Operations, Did(new Deed.Cancel("cake-1"), 60, Outcome.Refused, 409)], Final);

    [Fact]
    public void An_answer_that_blames_the_application_is_unexpected() =>
        Found(FindingKind.Unexpected, "was answered 500", [.. Operations, Did(new Deed.Read("bread-1"), 60, Outcome.Unknown, 500)], Final);

    [Fact]
    public void What_the_auditor_says_is_a_violation() =>
        Found(FindingKind.Violation, "I-1 item:bread", Operations, Final with { Violations = ["I-1 item:bread: received 1"] });

    internal static void Found(FindingKind kind, string text, IReadOnlyList<Operation> operations, FinalState final)
    {
        var findings = Checker.Check(operations, final);
        Assert.True(findings.Any(finding => finding.Kind == kind && finding.ToString().Contains(text, StringComparison.Ordinal)), $"not found; found: {string.Join("; ", findings)}");
    }
}

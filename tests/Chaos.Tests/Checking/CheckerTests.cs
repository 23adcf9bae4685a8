using static OrleansOrders.Chaos.Tests.SoundRun;

namespace OrleansOrders.Chaos.Tests;

/// <summary>The checker is silent about a sound run, and finds each thing that is planted in it, as what it is.</summary>
public sealed class CheckerTests
{
    static readonly Operation Published = Did(new Deed.Place(Bread with { OrderId = "published" }), 50, Outcome.Ok);

    static readonly Planted[] All =
    [
        new("an acknowledged order that is not there", FindingKind.Lost, "bread-1: was acknowledged and is not there") { Final = Final with { Orders = [.. Final.Orders.Skip(1)] } },
        new("an order that the broker took and that is not there", FindingKind.Lost, "published: was acknowledged") { More = [Published] },
        new("an order that never ends", FindingKind.Lost, "bread-1: is still reserved") { Final = With("bread-1", order => order with { Status = "reserved", History = ["placed", "reserved"] }) },
        new("an order with other content than acknowledged", FindingKind.Lost, "bread-1: was acknowledged as") { Final = With("bread-1", order => order with { Lines = [new("bread", 3, 1.50m)] }) },
        new("an order that nobody asked for", FindingKind.Unexpected, "ghost: nobody asked") { Final = And(Ended(Bread with { CustomerId = "nobody" }, "ghost", "failed", null, "placed", "failed")) },
        new("two orders of one request", FindingKind.Doubled, "customer key-1: one request made 2") { Final = And(Ended(Keyed, "o-2", "failed", null, "placed", "failed")) },
        new("one request that is answered with two orders", FindingKind.Doubled, "customer key-1: one request was answered") { More = [Did(new Deed.Place(Keyed), 60, Outcome.Ok, 200, new("o-2", 1, "pending"))] },
        new("an event that happens twice", FindingKind.Unexpected, "bread-1: no order has this life") { Final = With("bread-1", order => order with { History = ["placed", "reserved", "confirmed", "confirmed"] }) },
        new("a life that no order has", FindingKind.Unexpected, "bread-1: no order has this life") { Final = With("bread-1", order => order with { History = ["placed", "confirmed"] }) },
        new("an order that nobody cancelled", FindingKind.Unexpected, "cake-1: is cancelled, and nobody") { Operations = [.. Operations.Where(operation => operation.Deed is not Deed.Cancel)] },
        new("a confirmed order whose payment was declined", FindingKind.Unexpected, "o-1: is confirmed, and its payment was declined")
        {
            Final = With("o-1", order => order with { Status = "confirmed", Reason = null, History = ["placed", "reserved", "confirmed"] }),
        },
        new("a payment that nobody declined", FindingKind.Unexpected, "bread-1: failed for a payment that nobody declined")
        {
            Final = With("bread-1", order => order with { Status = "failed", Reason = "payment_declined", History = ["placed", "reserved", "failed"] }),
        },
        new("a version that a client saw and that never was", FindingKind.Lost, "bread-1: was told as cancelled at version 3") { More = [Saw(3, "cancelled")] },
        new("a version that runs backwards", FindingKind.Unexpected, "bread-1: was seen at version 3, and later at 2") { More = [Saw(2, "reserved")] },
        new("an acknowledged order that is not found later", FindingKind.Lost, "bread-1: was seen, and later not found") { More = [Did(new Deed.Read("bread-1"), 60, Outcome.Refused, 404)] },
        new("an order that was too late to cancel and is cancelled", FindingKind.Unexpected, "cake-1: was told to be too late") { More = [Did(new Deed.Cancel("cake-1"), 60, Outcome.Refused, 409)] },
        new("an answer that blames the application", FindingKind.Unexpected, "was answered 500") { More = [Did(new Deed.Read("bread-1"), 60, Outcome.Unknown, 500)] },
        new("what the auditor says", FindingKind.Violation, "I-1 item:bread") { Final = Final with { Violations = ["I-1 item:bread: received 1"] } },
        new("an adjustment that was acknowledged and is not made", FindingKind.Lost, "cake delivery: was acknowledged") { Final = Final with { Adjustments = [Final.Adjustments[0]] } },
        new("an adjustment that nobody asked for", FindingKind.Unexpected, "cake gift: nobody asked") { Final = Final with { Adjustments = [.. Final.Adjustments, new("cake", "gift", 1)] } },
        new("an adjustment by another number", FindingKind.Unexpected, "cake delivery: is 6") { Final = Final with { Adjustments = [Final.Adjustments[0], new("cake", "delivery", 6)] } },
        new("an adjustment that was refused and is made", FindingKind.Unexpected, "cake write-off: was refused") { Final = Final with { Adjustments = [.. Final.Adjustments, new("cake", "write-off", -100)] } },
        new("a fact that is never announced", FindingKind.Lost, "bread-1: order.confirmed was never announced") { Final = Final with { Facts = [.. Final.Facts.Skip(1)] } },
        new("a fact under two ids", FindingKind.Doubled, "order.confirmed of bread-1: was announced under") { Final = Final with { Facts = [.. Final.Facts, new("another", "order.confirmed", "bread-1")] } },
        new("a fact of another end", FindingKind.Unexpected, "bread-1: order.failed was announced, and the order is confirmed") { Final = Final with { Facts = [.. Final.Facts, new("x", "order.failed", "bread-1")] } },
        new("a fact about no order", FindingKind.Unexpected, "ghost: order.failed was announced") { Final = Final with { Facts = [.. Final.Facts, new("x", "order.failed", "ghost")] } },
        new("what the stream leaves out", FindingKind.Lost, "bread-1:3:order.confirmed: never came in the stream of ann") { Final = Final with { Streamed = [] } },
        new("what the stream says twice", FindingKind.Doubled, "bread-1:3:order.confirmed: came 2 times") { Final = Final with { Streamed = [Final.Streamed[0], Final.Streamed[0]] } },
        new("poison that is no dead letter", FindingKind.Lost, "poison-1: is poison") { Final = Final with { DeadLetters = [] } },
        new("a dead letter of a sound message", FindingKind.Unexpected, "m-1: is a dead letter of order bread-1") { Final = Final with { DeadLetters = [.. Final.DeadLetters, new("m-1", "bread-1", "invalid_fields")] } },
    ];

    public static TheoryData<string> Names => [.. All.Select(planted => planted.What)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_planted_is_found(string what)
    {
        var planted = All.Single(one => one.What == what);
        var findings = Checker.Check([.. planted.Operations, .. planted.More], planted.Final);
        Assert.True(findings.Any(finding => finding.Kind == planted.Kind && finding.ToString().Contains(planted.Text, StringComparison.Ordinal)), $"not found; found: {string.Join("; ", findings)}");
    }

    [Fact]
    public void A_sound_run_has_no_findings() => Assert.Empty(Checker.Check(Operations, Final));

    [Fact]
    public void An_order_in_a_visible_dead_letter_is_not_lost() => Assert.Empty(Checker.Check(
        [.. Operations, Published], Final with { DeadLetters = [.. Final.DeadLetters, new("m-1", "published", "attempts_exhausted")] }));

    [Fact]
    public void An_order_whose_outcome_nobody_knows_may_be_there_or_not() =>
        Assert.Empty(Checker.Check([.. Operations, Did(new Deed.Place(Bread with { OrderId = "maybe" }), 50, Outcome.Unknown)], Final));

    [Fact]
    public void Two_reads_at_once_may_see_their_versions_in_either_order() => Assert.Empty(Checker.Check(
        [.. Operations, new Operation(new Deed.Read("bread-1"), 121, 200, Outcome.Ok, 200, new("bread-1", 2, "reserved"))], Final));

    static Operation Saw(int version, string status) => Did(new Deed.Read("bread-1"), 60, Outcome.Ok, 200, new("bread-1", version, status));

    static FinalState And(FinalOrder order) => Final with { Orders = [.. Final.Orders, order] };

    /// <summary>A sound run with one thing that is wrong, and the finding that says so.</summary>
    sealed record Planted(string What, FindingKind Kind, string Text)
    {
        public IReadOnlyList<Operation> Operations { get; init; } = SoundRun.Operations;

        public IReadOnlyList<Operation> More { get; init; } = [];

        public FinalState Final { get; init; } = SoundRun.Final;
    }
}

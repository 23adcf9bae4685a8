namespace OrleansOrders.Domain.Tests;

/// <summary>The protocol between order, item, payment gateway and broker, explored to the last state.</summary>
public sealed class ProtocolTests(ITestOutputHelper output)
{
    public static TheoryData<ProtocolBug> Bugs { get; } = [.. Enum.GetValues<ProtocolBug>().Where(bug => bug is not ProtocolBug.None)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void No_interleaving_breaks_a_rule(long total)
    {
        var (states, violations) = new ProtocolModel(total, ProtocolBug.None).Explore();

        output.WriteLine($"{states} states");
        Assert.Empty(violations);
        Assert.True(states > 10_000, $"only {states} states were reached");
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_rule_that_is_left_out_is_found(ProtocolBug bug) =>
        Assert.NotEmpty(((long[])[0, 1]).SelectMany(total => new ProtocolModel(total, bug).Explore().Violations));
}

/// <summary>Rules that can be left out, to see that the exploration finds it.</summary>
public enum ProtocolBug
{
    None,
    NoTombstone, // A release that finds no hold leaves nothing behind.
    NoRetelling, // A repeat does not tell the items again.
    TimeoutIsNo, // A reserve that is not answered counts as refused.
    ItemsFirst, // Items are told before the order is written.
    NoVersion, // Writes do not look at the version.
    AcknowledgedFirst, // The message is acknowledged before what follows is announced.
    ChargeWithoutKey, // Each charge moves money.
    RefundUnasked, // Money goes back whenever somebody says so.
    PaidBeforeWritten, // The payment is announced before the order knows of it.
    NoRefund, // Money of an order that ended without it is kept.
    FoundNotVoided, // The worker looks for money, and leaves the key open.
    ChargedAfterTheEnd, // The worker charges orders that have ended.
    ReleasedTakenAgain, // A released hold is taken again.
    ConfirmedWithoutWrite, // Paid orders are announced and not written.
}

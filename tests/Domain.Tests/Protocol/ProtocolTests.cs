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

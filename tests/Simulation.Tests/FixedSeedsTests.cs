namespace OrleansOrders.Simulation.Tests;

/// <summary>Always the same seeds: enough to reach nearly everything, few enough to be waited for.</summary>
public sealed class FixedSeedsTests
{
    const int Seeds = 1200;
    const int Parts = 8;

    static readonly Probes Probes = new();

    public static TheoryData<int> PartNumbers => [.. Enumerable.Range(0, Parts)];

    [Theory, MemberData(nameof(PartNumbers))]
    public void No_seed_of_this_part_breaks_a_rule(int part)
    {
        var broken = Enumerable.Range(0, Seeds / Parts).Select(i => SeedRun.Of(1 + part * Seeds / Parts + i, Probes)).Where(result => result.Violation is not null);
        Assert.Empty(broken.Select(result => $"./simulate.sh --seed {result.Seed}: {result.Violation}"));
    }
}

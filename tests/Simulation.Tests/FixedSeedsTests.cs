namespace OrleansOrders.Simulation.Tests;

/// <summary>Always the same seeds: enough to reach every probe, few enough for each test run.</summary>
public sealed class FixedSeedsTests
{
    const int Seeds = 1200;

    static readonly Probes Probes = new();

    static readonly Lazy<string[]> Violations = new(() =>
    [
        .. Enumerable.Range(1, Seeds).AsParallel().Select(seed => SeedRun.Of(seed, Probes)).Where(result => result.Violation is not null)
            .Select(result => $"./simulate.sh --seed {result.Seed}: {result.Violation}"),
    ]);

    [Fact]
    public void No_seed_breaks_a_rule() => Assert.Empty(Violations.Value);

    [Fact]
    public void Every_probe_is_reached()
    {
        _ = Violations.Value;
        Assert.All(Enum.GetValues<Probe>(), probe => Assert.True(Probes[probe] > 0, $"{probe} is not reached."));
    }
}

namespace OrleansOrders.Chaos.Tests;

public sealed class MemoryTests
{
    const int Mebi = 1024 * 1024;

    static readonly TimeSpan Time = TimeSpan.FromMinutes(10);

    [Fact]
    public void Memory_that_stays_within_a_fifth_is_flat() => Assert.Empty(Check(Process(1, at => at < Time / 4 ? 100 : at < Time / 2 ? 200 : 239)));

    [Fact]
    public void Memory_that_grows_by_more_than_a_fifth_is_a_violation() =>
        Assert.Equal("Violation: application: its memory is not flat: 200 MiB, later 242 MiB (+21 %); managed 20 MiB, later 24 MiB", Assert.Single(Check(Process(1, at => at < Time / 2 ? 200 : 242))).ToString());

    [Fact]
    public void A_peak_is_no_growth() => Assert.Empty(Check(Process(1, at => at.TotalSeconds % 60 < 20 ? 900 : 200)));

    [Fact]
    public void A_process_is_compared_with_itself_alone()
    {
        var (first, second) = (Process(1, _ => 100).Where(sample => sample.At < Time / 2), Process(2, _ => 500).Where(sample => sample.At > Time / 2));

        Assert.Contains("no process of it lived long enough", Assert.Single(Check([.. first, .. second])).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_process_that_lives_long_enough_is_looked_at() =>
        Assert.Contains("stepped", Assert.Single(Check([.. Process(1, _ => 100), .. Process(2, at => at < Time / 2 ? 100 : 200, "stepped")])).ToString(), StringComparison.Ordinal);

    static List<Finding> Check(IReadOnlyList<MemorySample> samples) => [.. MemoryChecks.Of(samples, "application", Time)];

    static List<MemorySample> Process(int id, Func<TimeSpan, int> mebibytes, string name = "application") =>
        [.. Enumerable.Range(1, 299).Select(n => TimeSpan.FromSeconds(2 * n)).Select(at => new MemorySample(name, id, at, (long)mebibytes(at) * Mebi, (long)mebibytes(at) * Mebi / 10))];
}

namespace OrleansOrders.Chaos.Tests;

public sealed class ReportTests
{
    static readonly InjectedFault Killed = new(new(Target.Broker, FaultKind.Kill, TimeSpan.Zero, TimeSpan.Zero), null);

    [Fact]
    public void The_last_line_is_the_sum_and_all_zeros_when_all_is_well() =>
        Assert.Equal("0 lost, 0 doubled, 0 unexpected, 0 violations", Report([]).Lines.Last());

    [Fact]
    public void Each_kind_of_finding_is_counted_and_shown()
    {
        var lines = Report([Finding.Lost("a", "x"), Finding.Lost("b", "x"), Finding.Doubled("c", "x"), Finding.Unexpected("d", "x"), new(FindingKind.Violation, "audit", "I-1")]).Lines.ToList();

        Assert.Equal("2 lost, 1 doubled, 1 unexpected, 1 violations", lines[^1]);
        Assert.Contains("Doubled: c: x", lines);
    }

    [Fact]
    public void Faults_orders_and_what_could_not_be_staged_are_counted()
    {
        var lines = Report([]).Lines.ToList();

        Assert.Contains("faults of the broker: kill 2", lines);
        Assert.Contains("faults of the application: none", lines);
        Assert.Contains("not staged: Database FullDisk: no disk", lines);
        Assert.Contains("orders: cancelled 1, confirmed 1, payment_declined 1; refunded 1", lines);
    }

    [Fact]
    public void Attacks_and_memory_are_shown_where_there_were_any()
    {
        var lines = (Report([]) with
        {
            Attacks = new Dictionary<string, int> { ["unread stream"] = 2, ["fat order"] = 1 }, Memory = [new("application", 200 << 20, 190 << 20, 20 << 20, 25 << 20)],
        }).Lines.ToList();

        Assert.Contains("attacks: fat order 1, unread stream 2", lines);
        Assert.Contains("memory of application: 200 MiB, later 190 MiB (-5 %); managed 20 MiB, later 25 MiB", lines);
        Assert.DoesNotContain(Report([]).Lines, line => line.StartsWith("attacks", StringComparison.Ordinal) || line.StartsWith("memory", StringComparison.Ordinal));
    }

    static ChaosReport Report(IReadOnlyList<Finding> findings) => new(
        7, SoundRun.Operations, SoundRun.Final, [Killed, Killed, new(new(Target.Database, FaultKind.FullDisk, TimeSpan.Zero, TimeSpan.Zero), "no disk")], 0, findings);
}

namespace OrleansOrders.Chaos.Tests;

/// <summary><c>docs/chaos.md</c> and the plan of faults say the same.</summary>
public sealed class DocumentTests
{
    static readonly Target[] Columns = [Target.Application, Target.Broker, Target.Database];

    [Fact]
    public void The_table_of_faults_is_what_is_done() => Assert.Equal(Done(FaultSchedule.Kinds), Said("| Fault |"));

    [Fact]
    public void The_table_of_disturbances_is_what_is_done_beside_hostile_traffic() => Assert.Equal(Done(FaultSchedule.HostileKinds), Said("| Disturbance |"));

    static IEnumerable<string> Done(IReadOnlyDictionary<Target, FaultKind[]> kinds) => kinds.SelectMany(kinds => kinds.Value.Select(kind => $"{kinds.Key} {kind}")).Order();

    static IEnumerable<string> Said(string table)
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "chaos.md"))
            .SkipWhile(line => !line.StartsWith(table, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries));
        return rows.SelectMany(cells => Columns.Index().Where(column => cells[2 + column.Index] == "yes").Select(column => $"{column.Item} {cells[1]}")).Order();
    }
}

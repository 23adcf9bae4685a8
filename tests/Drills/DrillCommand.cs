using System.CommandLine;

namespace OrleansOrders.Drills;

/// <summary>The command: what is done to a cluster under load, and what it came to.</summary>
static class DrillCommand
{
    const int MostFailures = 5;
    const int LinesOfComplaint = 12;
    const int MostComplaints = 20 * LinesOfComplaint;

    static readonly Option<int> Count = new("--count") { Description = "Processes that are killed, the kinds in turn", DefaultValueFactory = _ => 21 };
    static readonly Option<int> Rate = new("--rate") { Description = "Orders a second", DefaultValueFactory = _ => 20 };

    public static RootCommand Create()
    {
        var kills = new Command("kills", "Kills silos, APIs and bridges under load, one after the other") { Count, Rate };
        kills.SetAction((result, _) => Run(result.GetValue(Rate), drill => Kills(drill, result.GetValue(Count)), mayFail: true));
        var rolling = new Command("rolling", "Restarts every process under load, one after the other") { Rate };
        rolling.SetAction((result, _) => Run(result.GetValue(Rate), Rolling, mayFail: false));
        return new("Drills of a cluster of three silos, two APIs and two bridges on this machine") { kills, rolling };
    }

    static async Task Kills(Drill drill, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var kind = (i % 3) switch { 0 => drill.Cluster.Silos, 1 => drill.Cluster.Bridges, _ => drill.Cluster.Apis };
            Report(drill, await drill.KillAsync(kind[i / 3 % kind.Count]));
            await Audit(drill);
        }
    }

    static async Task Rolling(Drill drill)
    {
        foreach (var member in drill.Cluster.Members) Report(drill, await drill.RestartAsync(member));
    }

    /// <returns>0 when the auditor is content, no order was lost, and no request failed that must not.</returns>
    static async Task<int> Run(int rate, Func<Drill, Task> work, bool mayFail)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestVirtualHost.CreateAsync();
        var shape = new ClusterShape
        {
            RabbitMq = host.ConnectionString,
            Postgres = database.ConnectionString,
            ApiPorts = [FreePort.Find(), FreePort.Find()],
            Environment = DrillSettings.Environment,
        };
        await using var drill = await Drill.StartAsync(shape, new(rate));
        Print($"{shape.Silos} silos, {shape.ApiPorts.Count} APIs, {shape.Bridges} bridges; {rate} orders a second asked for");
        await work(drill);
        var found = await drill.FinishAsync();

        var seen = drill.Seen;
        Print($"orders confirmed {seen.FinalCount}, lost {seen.LostOrders.Count}; requests failed {seen.FailedRequests.Count}; auditor {(found.Length == 0 ? "clean" : found)}");
        foreach (var lost in seen.LostOrders) Print($"  lost: {lost}");
        foreach (var line in Complaints(drill).Take(MostComplaints)) Print($"  {line}");
        return found.Length == 0 && seen.LostOrders.Count == 0 && (mayFail || seen.FailedRequests.Count == 0) ? 0 : 1;
    }

    // An API tells its clients no internals; its log does. Silos complain of every silo that they lose.
    static IEnumerable<string> Complaints(Drill drill)
    {
        foreach (var member in drill.Cluster.Members.Where(member => member.Roles is "api"))
        {
            var lines = member.Output.Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (!lines[i].Contains(" fail: ", StringComparison.Ordinal)) continue;
                foreach (var line in lines.Skip(i).Take(LinesOfComplaint)) yield return line;
            }
        }
    }

    static async Task Audit(Drill drill)
    {
        var found = await drill.AuditAsync(DrillSettings.AuditGrace);
        Print($"  auditor: {(found.Length == 0 ? "clean" : found)}");
    }

    static void Report(Drill drill, DrillReport report)
    {
        Print($"{report.Name,-18} before {report.Before,5:0.0}/s  back after {report.Back?.TotalSeconds,5:0.0} s  whole after {report.Whole.TotalSeconds,5:0.0} s  failed requests {report.FailedRequests}");
        foreach (var failure in drill.Seen.FailedRequests.TakeLast(report.FailedRequests).Take(MostFailures)) Print($"  failed request: {failure}");
    }

    static void Print(FormattableString line) => Console.Out.WriteLine(FormattableString.Invariant(line));
}

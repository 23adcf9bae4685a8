using OrleansOrders.Drills;

namespace OrleansOrders.Silo.Tests;

/// <summary>Real processes under load.</summary>
public sealed class LostProcessTests : ProcessTest
{
    static readonly LoadOptions Load = new(Rate: 10) { Warm = TimeSpan.FromSeconds(2), Calm = TimeSpan.FromSeconds(2) };

    [ServerFact]
    public async Task Orders_go_on_without_a_failed_request_when_a_silo_is_killed_and_the_auditor_is_content()
    {
        await using var drill = await Drill.StartAsync(Shape with { Bridges = 1, ApiPorts = [FreePort.Find()] }, Load);

        var report = await drill.KillAsync(drill.Cluster.Silos[0]);
        var found = await drill.FinishAsync();

        Assert.Empty(found);
        Assert.Empty(drill.Seen.LostOrders);
        Assert.Empty(drill.Seen.FailedRequests);
        Assert.NotNull(report.Back);
    }

    [ServerFact]
    public async Task Restarting_every_process_one_after_the_other_fails_no_request()
    {
        await using var drill = await Drill.StartAsync(Shape with { Silos = 2, Bridges = 1 }, Load);

        foreach (var member in drill.Cluster.Members) await drill.RestartAsync(member);
        var found = await drill.FinishAsync();

        Assert.Empty(found);
        Assert.Empty(drill.Seen.LostOrders);
        Assert.Empty(drill.Seen.FailedRequests);
    }

    ClusterShape Shape => new()
    {
        RabbitMq = Options.RabbitMq,
        Postgres = Options.Postgres,
        ApiPorts = [FreePort.Find(), FreePort.Find()],
        Bridges = 2,
        Environment = DrillSettings.Environment,
    };
}

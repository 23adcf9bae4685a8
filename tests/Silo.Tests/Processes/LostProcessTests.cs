using OrleansOrders.Drills;

namespace OrleansOrders.Silo.Tests;

/// <summary>Real processes under load.</summary>
public sealed class LostProcessTests
{
    static readonly LoadOptions Load = new(Rate: 10) { Warm = TimeSpan.FromSeconds(2), Calm = TimeSpan.FromSeconds(2) };

    [ServerFact]
    public async Task Orders_go_on_without_a_failed_request_when_a_silo_is_killed_and_the_auditor_is_content()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestVirtualHost.CreateAsync();
        await using var drill = await Drill.StartAsync(Shape(database, host) with { Bridges = 1, ApiPorts = [FreePort.Find()] }, Load);

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
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestVirtualHost.CreateAsync();
        await using var drill = await Drill.StartAsync(Shape(database, host) with { Silos = 2, Bridges = 1 }, Load);

        foreach (var member in drill.Cluster.Members) await drill.RestartAsync(member);
        var found = await drill.FinishAsync();

        Assert.Empty(found);
        Assert.Empty(drill.Seen.LostOrders);
        Assert.Empty(drill.Seen.FailedRequests);
    }

    static ClusterShape Shape(TestDatabase database, TestVirtualHost host) => new()
    {
        RabbitMq = host.ConnectionString,
        Postgres = database.ConnectionString,
        ApiPorts = [FreePort.Find(), FreePort.Find()],
        Bridges = 2,
        Environment = DrillSettings.Environment,
    };
}

using ClusterMember = OrleansOrders.Testing.ClusterMember;

namespace OrleansOrders.Silo.Tests;

/// <summary>Silos of one cluster whose wall clocks differ by an hour.</summary>
public sealed class ClockTests : ProcessTest
{
    [ServerTheory]
    [InlineData(-1)]
    [InlineData(+1)]
    public async Task A_silo_whose_clock_is_an_hour_off_joins_comes_back_and_stays(int hours)
    {
        if (SteppedClock.WhyNot is { } reason) Assert.Skip(reason);
        var folder = Directory.CreateTempSubdirectory();
        var clock = new SteppedClock(Path.Combine(folder.FullName, "clock"), TimeSpan.FromHours(hours));
        var options = Options with { Roles = "silo" };
        await using var right = new ClusterMember("right", options with { Port = FreePort.Find() });
        await using var off = new ClusterMember("off", options with { Port = FreePort.Find(), Environment = clock.Environment });
        await using var late = new ClusterMember("late", options with { Port = FreePort.Find() });
        await right.StartAsync();

        await off.StartAsync();
        Assert.Equal(0, await off.StopAsync());

        // The start after it seems to come an hour before it.
        clock.Set(TimeSpan.FromHours(hours - 1));
        await off.StartAsync();
        await late.StartAsync();

        // Each one has said that it lives after all had joined.
        await Database.ExecuteAsync("create table joined as select now() as at");
        await Eventually.Async(
            () => Database.ScalarAsync<long>("select count(*) from cluster_member, joined where status = 3 and alive_at > at and alive_at < now() + interval '1 minute'"),
            count => count is 3, "three silos live");
        Assert.Equal(0, await off.StopAsync());
        Assert.Equal(0, await late.StopAsync());
        Assert.Equal(0, await right.StopAsync());
        Assert.Equal(0, await Database.ScalarAsync<long>("select count(*) from cluster_member where started_at not between now() - interval '10 minutes' and now()"));
        folder.Delete(recursive: true);
    }
}

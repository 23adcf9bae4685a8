namespace OrleansOrders.Chaos.Tests;

public sealed class FaultScheduleTests
{
    const int Many = 200;

    static readonly Target[] Targets = Enum.GetValues<Target>();

    [Fact]
    public void One_seed_gives_one_schedule_and_another_seed_another()
    {
        foreach (var target in Targets)
        {
            Assert.Equal(FaultSchedule.Of(target, 7).Take(Many), FaultSchedule.Of(target, 7).Take(Many));
            Assert.NotEqual(FaultSchedule.Of(target, 7).Take(Many), FaultSchedule.Of(target, 8).Take(Many));
        }
    }

    // As text: a change of the framework's random numbers, or of ours, is a change of every run that somebody wrote down.
    [Fact]
    public void A_seed_means_the_same_tomorrow() => Assert.Equal(Expected, string.Join("; ", FaultSchedule.Of(Target.Broker, 1).Take(3)));

    [Fact]
    public void Every_kind_comes_once_before_any_comes_again()
    {
        foreach (var target in Targets)
        {
            var kinds = FaultSchedule.Kinds[target];
            foreach (var round in FaultSchedule.Of(target, 3).Take(kinds.Length * 5).Chunk(kinds.Length))
                Assert.Equal(kinds.Order(), round.Select(fault => fault.Kind).Order());
        }
    }

    [Fact]
    public void Beside_hostile_traffic_nothing_crashes_and_no_connection_breaks() =>
        Assert.All(Targets, target => Assert.Equal(FaultSchedule.HostileKinds[target].Order(), FaultSchedule.Of(target, 3, hostile: true).Take(Many).Select(fault => fault.Kind).Distinct().Order()));

    [Fact]
    public void Every_fault_ends_and_leaves_its_target_alone_before_the_next()
    {
        foreach (var fault in Targets.SelectMany(target => FaultSchedule.Of(target, 5).Take(Many).Concat(FaultSchedule.Of(target, 5, hostile: true).Take(Many))))
        {
            Assert.InRange(fault.After, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(18));
            Assert.InRange(fault.Lasts, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        }
    }

    const string Expected = "Broker SlowLink after 15.7 s for 7.4 s; Broker Cut after 11.7 s for 2.9 s; Broker Stop after 4.1 s for 1.0 s";
}

using Orleans;

namespace OrleansOrders.Embedded.Tests;

public sealed class CollectionTests
{
    [Fact]
    public void Beyond_the_bound_those_unused_the_longest_go_first()
    {
        using var simulated = Simulated.Started(1, options => options.MaxActivations = 20, typeof(PlainGrain));
        for (var i = 0; i < 20; i++)
            Touch(simulated, $"{i:00}");
        Touch(simulated, "00");
        Assert.Empty(simulated.Trace);

        Touch(simulated, "new");
        Assert.Equal(["01 HighMemoryPressure", "02 HighMemoryPressure"], simulated.Trace.Order());
        Assert.Equal(19, simulated.Statistics.ActivationsByClass[nameof(PlainGrain)]);
    }

    [Fact]
    public void The_bound_holds_however_many_grains_come_by()
    {
        using var simulated = Simulated.Started(1, options => options.MaxActivations = 100, typeof(PlainGrain));
        var most = 0;
        for (var i = 0; i < 5_000; i++)
        {
            Touch(simulated, $"{i}");
            most = Math.Max(most, simulated.Statistics.ActivationsByClass[nameof(PlainGrain)]);
        }

        Assert.InRange(most, 95, 106);
    }

    [Fact]
    public void Grains_at_work_and_those_that_asked_to_stay_may_exceed_the_bound()
    {
        using var simulated = Simulated.Started(1, options => options.MaxActivations = 2, typeof(PlainGrain));
        var working = simulated.Begin(() => Task.WhenAll(
            Enumerable.Range(0, 5).Select(i => simulated.Grains.GetGrain<IPlain>($"working {i}").Work(TimeSpan.FromSeconds(5)))));
        for (var i = 0; i < 5; i++)
            simulated.Run(() => simulated.Grains.GetGrain<IPlain>($"staying {i}").Stay(TimeSpan.FromHours(1)));
        Assert.Equal(10, simulated.Statistics.ActivationsByClass[nameof(PlainGrain)]);

        simulated.Advance(TimeSpan.FromSeconds(5));
        Assert.True(working.IsCompletedSuccessfully);
        Touch(simulated, "one more");
        simulated.Advance(TimeSpan.FromMinutes(2));
        Touch(simulated, "another");
        Assert.All(simulated.Trace, line => Assert.DoesNotContain("staying", line, StringComparison.Ordinal));
        Assert.Equal(5, simulated.Trace.Count(line => line.StartsWith("working", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_unused_grain_goes_at_its_age_and_the_attribute_wins_over_the_option()
    {
        using var simulated = Simulated.Started(1, options => options.CollectionAge = TimeSpan.FromMinutes(10), typeof(PlainGrain), typeof(ShortGrain));
        Touch(simulated, "plain");
        simulated.Run(() => simulated.Grains.GetGrain<IShort>("short").Hello());
        simulated.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal([new KeyValuePair<string, int>(nameof(PlainGrain), 1)], simulated.Statistics.ActivationsByClass);
        simulated.Advance(TimeSpan.FromMinutes(6));
        Assert.Empty(simulated.Trace);
        simulated.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["plain ActivationIdle"], simulated.Trace);
    }

    [Fact]
    public void A_grain_that_asked_to_stay_goes_when_it_takes_that_back()
    {
        using var simulated = Simulated.Started(1, null, typeof(PlainGrain));
        simulated.Run(() => simulated.Grains.GetGrain<IPlain>("a").Stay(Timeout.InfiniteTimeSpan));
        simulated.Advance(TimeSpan.FromDays(10));
        Assert.Empty(simulated.Trace);
        simulated.Run(() => simulated.Grains.GetGrain<IPlain>("a").Stay(TimeSpan.Zero));
        simulated.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(["a ActivationIdle"], simulated.Trace);
    }

    static void Touch(Simulated simulated, string key)
    {
        simulated.Run(() => simulated.Grains.GetGrain<IPlain>(key).Work(TimeSpan.Zero));
        simulated.Advance(TimeSpan.FromMilliseconds(1));
    }

    public interface IPlain : IGrainWithStringKey
    {
        Task Work(TimeSpan time);

        Task Stay(TimeSpan time);
    }

    public interface IShort : IGrainWithStringKey
    {
        Task Hello();
    }

    public sealed class PlainGrain(List<string> trace, TimeProvider clock) : Grain, IPlain
    {
        public Task Work(TimeSpan time) => Task.Delay(time, clock);

        public Task Stay(TimeSpan time)
        {
            DelayDeactivation(time);
            return Task.CompletedTask;
        }

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            trace.Add($"{this.GetPrimaryKeyString()} {reason.ReasonCode}");
            return Task.CompletedTask;
        }
    }

    [CollectionAgeLimit(Minutes = 2)]
    public sealed class ShortGrain : Grain, IShort
    {
        public Task Hello() => Task.CompletedTask;
    }
}

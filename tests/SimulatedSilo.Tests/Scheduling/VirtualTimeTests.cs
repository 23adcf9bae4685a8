namespace SimulatedSilo.Tests;

public sealed class VirtualTimeTests
{
    [Fact]
    public void Timers_fire_in_the_order_of_their_time_and_then_of_their_setting()
    {
        var time = new VirtualTime();
        List<string> fired = [];
        Set(time, 2, () => fired.Add("late"));
        Set(time, 1, () => fired.Add("first"));
        Set(time, 1, () => fired.Add($"second at {time.Now.TotalSeconds}"));
        time.Advance(TimeSpan.FromSeconds(1.5), () => fired.Add("after"));
        Assert.Equal(["first", "after", "second at 1", "after"], fired);
        Assert.Equal(TimeSpan.FromSeconds(1.5), time.Now);
    }

    [Fact]
    public void A_timer_that_is_changed_or_disposed_does_not_fire_at_its_old_time()
    {
        var time = new VirtualTime();
        var fired = 0;
        var changed = Set(time, 1, () => fired++);
        Set(time, 1, () => fired++).Dispose();
        changed.Change(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2));
        time.Advance(TimeSpan.FromSeconds(2), () => { });
        Assert.Equal(0, fired);
        time.Advance(TimeSpan.FromSeconds(5), () => { });
        Assert.Equal(3, fired);
    }

    [Fact]
    public void A_timer_that_is_disposed_is_not_set_again()
    {
        var time = new VirtualTime();
        var fired = false;
        var timer = Set(time, 1, () => fired = true);
        timer.Dispose();
        Assert.False(timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
        time.Advance(TimeSpan.FromSeconds(2), () => { });
        Assert.False(fired);
    }

    [Fact]
    public async Task A_disposal_on_another_thread_changes_nothing()
    {
        var time = new VirtualTime();
        var fired = false;
        var timer = Set(time, 1, () => fired = true);
        await Task.Factory.StartNew(timer.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        time.Advance(TimeSpan.FromSeconds(1), () => { });
        Assert.True(fired);
    }

    static ITimer Set(VirtualTime time, int seconds, Action action) =>
        time.CreateTimer(_ => action(), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}

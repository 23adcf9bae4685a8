namespace OrleansOrders.Chaos.Tests;

public sealed class WatchdogTests
{
    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_parser_that_never_comes_back_is_named()
    {
        var named = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var hanging = new ManualResetEventSlim();
        await using var watchdog = new Watchdog(Short, TimeProvider.System, named.SetResult);

        var running = Task.Run(() => FuzzRun.Run(1, 5, 1, (_, _) =>
        {
            hanging.Wait(TimeSpan.FromSeconds(60));
            return Verdict.Refused;
        }, watchdog));

        Assert.Equal(5, Assert.IsType<FuzzInput>(await named.Task.WaitAsync(TimeSpan.FromSeconds(30))).Index);
        hanging.Set();
        await running;
    }

    [Fact]
    public async Task What_is_over_is_never_named()
    {
        var named = new List<object>();
        await using (var watchdog = new Watchdog(Short, TimeProvider.System, named.Add))
        {
            watchdog.Begin("over");
            watchdog.End();
            var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var later = TimeProvider.System.CreateTimer(_ => looked.TrySetResult(), null, 3 * Short, Timeout.InfiniteTimeSpan);
            await looked.Task;
        }

        Assert.Empty(named);
    }
}

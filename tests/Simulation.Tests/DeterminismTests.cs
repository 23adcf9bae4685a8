using System.Diagnostics;

namespace OrleansOrders.Simulation.Tests;

public sealed class DeterminismTests
{
    const int Seeds = 80;

    // Two at a time: what one run leaves behind in the process (timers that the garbage collector finds, say) must not reach the next one.
    [Fact]
    public async Task Two_runs_of_a_seed_give_the_same_trace_side_by_side_and_in_another_process()
    {
        var elsewhere = Child("--digests", "--seeds", $"{Seeds}", "--workers", "1");
        var first = Digests();
        var second = Digests();
        Assert.Equal(await first, await second);
        var lines = (await elsewhere).Output.Split('\n').Where(line => line.StartsWith("seed ", StringComparison.Ordinal));
        Assert.Equal(await first, lines);
    }

    [Fact]
    public void A_run_has_many_steps() => Assert.All([1, 2, 3, 7, 12, 40], seed => Assert.True(SeedRun.Of(seed, new()).Steps > 500));

    [Fact]
    public void Another_seed_gives_another_trace() =>
        Assert.NotEqual(SeedRun.Of(1, new(), keepTrace: true).Trace, SeedRun.Of(2, new(), keepTrace: true).Trace);

    // The one work item is a circuit breaker's, which waits for handlers that we do not give it.
    [Fact]
    public async Task Nothing_of_a_run_reaches_the_thread_pool()
    {
        var child = await Child("--seed", "12");
        var last = child.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ');
        Assert.Equal("thread-pool", last[0]);
        Assert.True(int.Parse(last[1], System.Globalization.CultureInfo.InvariantCulture) <= int.Parse(last[3], System.Globalization.CultureInfo.InvariantCulture), child.Errors);
    }

    // On a thread of its own, since a run belongs to the thread that began it.
    static Task<string[]> Digests() => Task.Factory.StartNew(
        () => Enumerable.Range(1, Seeds).Select(seed => Campaign.Digest(SeedRun.Of(seed, new(), keepTrace: true))).ToArray(),
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    static async Task<(string Output, string Errors)> Child(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(World).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEndAsync();
        var errors = child.StandardError.ReadToEndAsync();
        await child.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return (await output, await errors);
    }
}

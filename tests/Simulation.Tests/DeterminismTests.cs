using System.Diagnostics;

namespace OrleansOrders.Simulation.Tests;

public sealed class DeterminismTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(7), InlineData(12), InlineData(40)]
    public void Two_runs_of_one_seed_give_the_same_trace_byte_for_byte(int seed)
    {
        var first = SeedRun.Of(seed, new(), keepTrace: true);
        var second = SeedRun.Of(seed, new(), keepTrace: true);
        Assert.True(first.Steps > 500, $"Only {first.Steps} steps.");
        Assert.Equal(first.Trace, second.Trace);
    }

    [Fact]
    public void Another_seed_gives_another_trace() =>
        Assert.NotEqual(SeedRun.Of(1, new(), keepTrace: true).Trace, SeedRun.Of(2, new(), keepTrace: true).Trace);

    // Texts hash differently in each process: what depends on it shows here.
    [Theory, InlineData(3), InlineData(12)]
    public async Task Another_process_gives_the_same_trace(int seed)
    {
        var here = SeedRun.Of(seed, new(), keepTrace: true);
        var there = await Child("--seed", $"{seed}");
        Assert.StartsWith(here.Trace, there.Output, StringComparison.Ordinal);
    }

    // The one work item is a circuit breaker's, which waits for handlers that we do not give it.
    [Fact]
    public async Task Nothing_of_a_run_reaches_the_thread_pool()
    {
        var child = await Child("--seed", "12");
        var last = child.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ');
        Assert.Equal("thread-pool", last[0]);
        Assert.True(int.Parse(last[1], System.Globalization.CultureInfo.InvariantCulture) <= int.Parse(last[3], System.Globalization.CultureInfo.InvariantCulture), child.Errors);
    }

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

using System.Diagnostics;

namespace OrleansOrders.Conformance.Tests;

/// <summary>Waits for a condition, never for a time.</summary>
public static class Poll
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task Until(Func<bool> condition, Func<string> what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Patience, $"Still waiting after {Patience} for {what()}");
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }
}

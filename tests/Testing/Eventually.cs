using System.Diagnostics;
using Xunit;

namespace OrleansOrders.Testing;

/// <summary>Waits for a condition, never for a time; fails with the last value.</summary>
public static class Eventually
{
    static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Reads until the value satisfies the condition, and returns it. A read that throws is repeated.</summary>
    public static async Task<T> Async<T>(Func<Task<T>> read, Func<T, bool> until, string what, TimeSpan? deadline = null)
    {
        var limit = deadline ?? DefaultDeadline;
        var watch = Stopwatch.StartNew();
        object? seen;
        do
        {
            try
            {
                var value = await read();
                if (until(value)) return value;
                seen = value;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                seen = $"{e.GetType().Name}: {e.Message}";
            }

            await Task.Delay(Interval);
        }
        while (watch.Elapsed < limit);

        Assert.Fail($"{what}: not within {limit.TotalSeconds:0.#} s; last seen: {seen ?? "null"}");
        throw new UnreachableException();
    }

    public static Task Async(Func<Task<bool>> condition, string what, TimeSpan? deadline = null) =>
        Async(condition, met => met, what, deadline);

    public static Task Async(Func<bool> condition, string what, TimeSpan? deadline = null) =>
        Async(() => Task.FromResult(condition()), met => met, what, deadline);
}

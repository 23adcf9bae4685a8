using OrleansOrders.Testing;
using Xunit.Sdk;

namespace OrleansOrders.House.Tests;

public sealed class EventuallyTests
{
    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task It_returns_the_value_that_met_the_condition()
    {
        var reads = 0;
        Assert.Equal(3, await Eventually.Async(() => Task.FromResult(++reads), n => n == 3, "three reads"));
    }

    [Fact]
    public async Task It_fails_with_the_last_value_seen()
    {
        var failure = await Assert.ThrowsAsync<FailException>(() => Eventually.Async(() => Task.FromResult(41), n => n == 42, "the answer", Short));
        Assert.Contains("the answer: not within 0.2 s; last seen: 41", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_that_throws_counts_as_not_yet()
    {
        var reads = 0;
        await Eventually.Async(() => ++reads < 3 ? throw new InvalidOperationException("away") : Task.FromResult(true), "it answers");
        var failure = await Assert.ThrowsAsync<FailException>(
            () => Eventually.Async<bool>(() => throw new InvalidOperationException("away"), met => met, "it answers", Short));
        Assert.Contains("last seen: InvalidOperationException: away", failure.Message, StringComparison.Ordinal);
    }
}

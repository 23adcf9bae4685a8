namespace OrleansOrders.Silo.Tests;

public sealed class CachedTests
{
    [Fact]
    public async Task A_failure_is_not_kept()
    {
        using var cached = new Cached<int>(TimeSpan.FromHours(1), TimeProvider.System);

        await Assert.ThrowsAsync<TimeoutException>(() => cached.Get(_ => throw new TimeoutException(), CancellationToken.None));
        Assert.Equal(7, await cached.Get(_ => Task.FromResult(7), CancellationToken.None));
        Assert.Equal(7, await cached.Get(_ => Task.FromResult(8), CancellationToken.None));
    }

    [Fact]
    public async Task An_answer_that_is_too_old_is_asked_for_again()
    {
        using var cached = new Cached<int>(TimeSpan.Zero, TimeProvider.System);
        await cached.Get(_ => Task.FromResult(7), CancellationToken.None);

        Assert.Equal(8, await cached.Get(_ => Task.FromResult(8), CancellationToken.None));
    }
}

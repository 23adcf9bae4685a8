using Microsoft.Extensions.Options;

namespace OrleansOrders.Silo.Tests;

public sealed class StatisticTests
{
    int _reads;

    [Fact]
    public async Task Numbers_are_read_again_when_they_are_too_old()
    {
        using var statistic = Of(TimeSpan.Zero, () => Task.FromResult($"{++_reads}"));

        Assert.Equal(("1", "2"), (await statistic.Get(CancellationToken.None), await statistic.Get(CancellationToken.None)));
    }

    [Fact]
    public async Task A_failure_is_kept_as_long_as_numbers_are()
    {
        using var statistic = Of(TimeSpan.FromHours(1), () => ++_reads == 1 ? throw new TimeoutException() : Task.FromResult("2"));

        Assert.Equal((null, null), (await statistic.Get(CancellationToken.None), await statistic.Get(CancellationToken.None)));
    }

    [Fact]
    public async Task A_reading_that_never_ends_is_given_up()
    {
        using var statistic = Of(TimeSpan.Zero, () => new TaskCompletionSource<string>().Task);

        Assert.Null(await statistic.Get(CancellationToken.None));
    }

    static Statistic<string> Of(TimeSpan age, Func<Task<string>> read) =>
        new(_ => read(), Options.Create(new HealthOptions { StatisticsAge = age, Timeout = TimeSpan.FromMilliseconds(10) }), TimeProvider.System);
}

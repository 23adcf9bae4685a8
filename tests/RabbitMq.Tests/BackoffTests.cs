namespace OrleansOrders.RabbitMq.Tests;

public sealed class BackoffTests
{
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    [Fact]
    public void Waits_double_up_to_the_longest_and_start_again_after_a_success()
    {
        var backoff = new Backoff(First, Longest, () => 0);

        Assert.Equal([200, 400, 800, 1000, 1000], Next(backoff, 5));
        backoff.Reset();
        Assert.Equal([200, 400], Next(backoff, 2));
    }

    [Fact]
    public void Jitter_shortens_each_wait_by_at_most_half_and_does_not_add_up()
    {
        var jitter = new Queue<double>([0.5, 0.9999, 0, 0.5]);
        Assert.Equal([150, 200.02, 800, 750], Next(new(First, Longest, jitter.Dequeue), 4));
    }

    [Fact]
    public void A_first_wait_longer_than_the_longest_is_followed_by_the_longest() =>
        Assert.Equal([200, 100], Next(new(First, First / 2, () => 0), 2));

    [Fact]
    public void Waits_of_many_processes_differ_and_stay_within_their_bounds()
    {
        var waits = Enumerable.Range(1, 1000).Select(seed => new Backoff(First, Longest, new Random(seed).NextDouble).Next()).ToArray();
        Assert.All(waits, wait => Assert.InRange(wait, First / 2, First));
        Assert.InRange(waits.Distinct().Count(), 900, 1000);
    }

    static double[] Next(Backoff backoff, int count) => [.. Enumerable.Range(0, count).Select(_ => backoff.Next().TotalMilliseconds)];
}

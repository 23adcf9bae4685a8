using Microsoft.Extensions.Options;
using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Api.Tests;

/// <summary>A stream and its hub, step by step: what is given out when, and what the stream takes from where.</summary>
public sealed class NotificationHubTests
{
    static readonly CustomerId Customer = CustomerId.Parse("c-1");

    readonly TestTail _tail = new();
    readonly NotificationHub _hub = new(Options.Create(new NotificationStreamOptions { Buffer = 2 }));

    [Fact]
    public async Task A_stream_that_is_slower_than_the_hub_reads_the_log_for_what_there_was_no_room_for()
    {
        using var stream = await Open();
        for (var i = 0; i < 130; i++) _hub.Give([_tail.Append("c-1")]);

        Assert.Equal(Places(), await Take(stream, 130));
        Assert.Equal(3, _tail.CustomerReads);

        // Caught up, with what is old thrown away, it listens again.
        Assert.Empty(await stream.Next(Task.CompletedTask, CancellationToken.None));
        _hub.Give([_tail.Append("c-1")]);
        Assert.Equal(Places()[^1..], await Take(stream, 1));
        Assert.Equal(3, _tail.CustomerReads);
    }

    [Fact]
    public async Task A_stream_that_keeps_up_never_reads_the_log()
    {
        using var stream = await Open();
        var got = new List<long>();
        for (var i = 0; i < 100; i++)
        {
            _hub.Give([_tail.Append("c-1"), _tail.Append("c-2")]);
            got.AddRange(await Take(stream, 1));
        }

        Assert.Equal(Places(), got);
        Assert.Equal(0, _tail.CustomerReads);
    }

    [Fact]
    public async Task What_comes_from_the_log_and_from_the_hub_is_told_once()
    {
        var old = _tail.Append("c-1");
        using var stream = await Open(after: 0);
        _hub.Give([old]);
        var told = _tail.Append("c-1");
        _hub.Give([told]);

        Assert.Equal([old.Seq, told.Seq], await Take(stream, 2));
        var rest = await stream.Next(Task.CompletedTask, CancellationToken.None);
        Assert.Empty(rest);
    }

    [Fact]
    public async Task A_follower_that_starts_anew_wakes_the_streams_to_read_what_it_skips()
    {
        using var stream = await Open();
        var next = Take(stream, 1);
        var skipped = _tail.Append("c-1");
        Assert.False(next.IsCompleted);

        _hub.Skip();

        Assert.Equal([skipped.Seq], await next.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_stream_in_a_race_with_the_hub_gets_everything_once_and_in_order()
    {
        const int All = 20_000;
        using var stream = await Open();
        var giving = Task.Run(async () =>
        {
            for (var i = 0; i < All; i++)
            {
                _hub.Give([_tail.Append("c-1")]);
                if (i % 500 == 0) await Task.Yield();
            }
        });

        var got = await Take(stream, All).WaitAsync(TimeSpan.FromMinutes(2));

        await giving;
        Assert.Equal(Places(), got);
    }

    [Fact]
    public async Task Nobody_is_left_in_the_hub_when_the_streams_have_ended()
    {
        var first = await Open();
        using var second = await Open();
        Assert.Equal(2, _hub.Count);
        first.Dispose();
        first.Dispose();
        Assert.Equal(1, _hub.Count);
        second.Dispose();

        Assert.False(_hub.UntilWatched(CancellationToken.None).IsCompleted);
        _tail.Failure = new StorageUnavailableException("away");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Open());
        Assert.Equal(0, _hub.Count);
    }

    async Task<NotificationStream> Open(long? after = null) =>
        await NotificationStream.Open(_hub, _tail, Customer, after, CancellationToken.None) ?? throw new InvalidOperationException("Too many streams.");

    static async Task<List<long>> Take(NotificationStream stream, int count)
    {
        var never = new TaskCompletionSource();
        var got = new List<long>();
        while (got.Count < count)
        {
            var news = await stream.Next(never.Task, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
            got.AddRange(news.Select(notification => notification.Seq));
        }

        return got;
    }

    long[] Places() => [.. _tail.Of("c-1").Select(notification => notification.Seq)];
}

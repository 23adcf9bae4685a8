using Microsoft.Extensions.Options;

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

    [Fact]
    public void Streams_are_bounded_for_the_process_for_a_customer_and_for_an_address()
    {
        var hub = new NotificationHub(Options.Create(new NotificationStreamOptions { MaxStreams = 4, MaxStreamsPerCustomer = 2, MaxStreamsPerAddress = 3 }));
        var (here, there, last) = (Address("203.0.113.1"), Address("203.0.113.2"), default(NotificationSubscription));
        StreamRefusal? Add(string customer, Caller caller) => hub.Add(CustomerId.Parse(customer), caller, out last!);

        Assert.Null(Add("c-1", here));
        Assert.Null(Add("c-1", here));
        Assert.Equal(StreamRefusal.Customer, Add("c-1", there));
        Assert.Null(Add("c-2", here));
        Assert.Equal(StreamRefusal.Caller, Add("c-3", here));
        Assert.Null(Add("c-3", there));
        var ended = last;
        Assert.Equal(StreamRefusal.Process, Add("c-4", there));
        hub.Remove(ended!);
        Assert.Null(Add("c-4", there));
        Assert.Equal(4, hub.Count);
    }

    [Fact]
    public void What_waits_for_a_stream_is_bounded_in_bytes()
    {
        var subscription = new NotificationSubscription(Customer, default, 1_000);
        for (var i = 0; i < 100; i++) subscription.Offer(_tail.Append("c-1", new string('x', 100_000)));

        Assert.True(subscription.HasMissed());
        var taken = 0;
        while (subscription.TryTake(out _)) taken++;
        Assert.Equal(2, taken);

        // One that is larger than all there is room for comes through alone.
        subscription.Offer(_tail.Append("c-1", new string('x', 1_000_000)));
        Assert.False(subscription.HasMissed());
        Assert.True(subscription.TryTake(out _));
    }

    [Fact]
    public void Large_notifications_are_asked_for_in_as_many_as_are_kept()
    {
        var size = new PageSize(50);
        size.Learn(new([.. Enumerable.Range(0, 3).Select(_ => _tail.Append("c-1"))], More: true));
        Assert.Equal(3, size.Next);
        size.Learn(new([.. Enumerable.Range(0, 3).Select(_ => _tail.Append("c-1"))], More: true));
        Assert.Equal(6, size.Next);
        size.Learn(new([], More: false));
        Assert.Equal(12, size.Next);
    }

    static Caller Address(string text) => Caller.Of(System.Net.IPAddress.Parse(text));

    async Task<NotificationStream> Open(long? after = null)
    {
        Assert.Null(_hub.Add(Customer, default, out var subscription));
        return await NotificationStream.Open(_hub, _tail, subscription, after, CancellationToken.None);
    }

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

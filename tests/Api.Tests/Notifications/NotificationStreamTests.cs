using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Api.Tests;

public sealed class NotificationStreamTests : ApiTest
{
    public NotificationStreamTests()
        : base(Quick)
    {
    }

    TestTail Tail => Host.Tail;

    static void Quick(IServiceCollection services)
    {
        services.Configure<NotificationStreamOptions>(options => options.PollInterval = TimeSpan.FromMilliseconds(10));

        // Else the server cuts a client off that reads too slowly for its taste.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MinResponseDataRate = null);
    }

    [Fact]
    public async Task A_stream_begins_now_and_tells_a_customer_only_what_is_for_him()
    {
        Tail.Append("c-1");
        await using var client = await StreamClient.Open(Host, "c-1");
        Tail.Append("c-2");
        var told = Tail.Append("c-1", "hello");

        var first = await client.Next();

        Assert.Equal(told.Seq.ToString(null as IFormatProvider), first.EventId);
        Assert.Equal("message", first.EventType);
        Assert.Equal(
            """{"id":"o-3:3:order.confirmed","customer_id":"c-1","order_id":"o-3","kind":"order.confirmed","body":{"text":"hello"},"at":"1970-01-01T00:00:00.000000Z"}""",
            first.Data);
    }

    [Fact]
    public async Task A_client_that_has_read_further_than_this_instance_knows_goes_on_from_there()
    {
        for (var i = 0; i < 4; i++) Tail.Append("c-1");
        Tail.Settled = 3;
        await using var client = await StreamClient.Open(Host, "c-1", "6");

        Tail.Settled = null;

        Assert.Equal(["9", "12"], new[] { (await client.Next()).EventId, (await client.Next()).EventId });
    }

    [Fact]
    public async Task A_stream_that_is_cut_again_and_again_resumes_without_gap_or_repeat_at_either_instance()
    {
        await using var other = await ApiHost.StartAsync(services =>
        {
            Quick(services);
            services.AddSingleton<INotificationTail>(Tail);
        });
        const int All = 1_500;
        for (var i = 0; i < 5; i++) Tail.Append("c-1");
        var writing = Task.Run(async () =>
        {
            for (var i = 5; i < All; i++)
            {
                Tail.Append("c-1");
                Tail.Append("c-2");
                if (i % 20 == 0) await Task.Delay(1);
            }
        });

        var got = new List<string>();
        for (var cut = 1; got.Count < All; cut++)
        {
            await using var client = await StreamClient.Open(cut % 2 == 0 ? other : Host, "c-1", got.Count == 0 ? "0" : got[^1]);
            for (var i = 0; i < cut % 7 * 11 + 1 && got.Count < All; i++) got.Add((await client.Next()).EventId!);
        }

        await writing;
        Assert.Equal(Tail.Of("c-1").Select(told => told.Seq.ToString(null as IFormatProvider)), got);
    }

    [Fact]
    public async Task A_stream_that_is_cut_before_its_first_event_resumes_where_it_began()
    {
        var before = Tail.Append("c-1");
        using (var cut = await StreamClient.Ask(Host, "c-1"))
        {
            using var lines = new StreamReader(await cut.Content.ReadAsStreamAsync());
            Assert.Equal("retry: 2000", await lines.ReadLineAsync());
            Assert.Equal($"id: {before.Seq}", await lines.ReadLineAsync());
            Assert.Equal("", await lines.ReadLineAsync());
        }

        var meanwhile = Tail.Append("c-1");
        await using var client = await StreamClient.Open(Host, "c-1", $"{before.Seq}");

        Assert.Equal($"{meanwhile.Seq}", (await client.Next()).EventId);
    }

    [Fact]
    public async Task A_place_beyond_the_log_is_now()
    {
        Tail.Append("c-1");
        await using var client = await StreamClient.Open(Host, "c-1", "999999");
        var told = Tail.Append("c-1");

        Assert.Equal($"{told.Seq}", (await client.Next()).EventId);
    }

    [Fact]
    public async Task A_client_that_reads_late_gets_everything_once_and_from_the_log()
    {
        const int All = 5_000;
        using var late = await StreamClient.Ask(Host, "c-1");
        var readsBefore = Volatile.Read(ref Tail.CustomerReads);
        var text = new string('x', 4_000);
        for (var i = 0; i < All; i++) Tail.Append("c-1", text);
        var rounds = Volatile.Read(ref Tail.Rounds);
        await Eventually.Async(() => Volatile.Read(ref Tail.Rounds) > rounds + (All / 200) + 5, "the log is followed to its end");

        await using var body = await late.Content.ReadAsStreamAsync();
        var got = new List<string>();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await foreach (var item in SseParser.Create(body).EnumerateAsync(deadline.Token))
        {
            got.Add(JsonElement.Parse(item.Data).GetProperty("id").GetString()!);
            if (got.Count == All) break;
        }

        Assert.Equal(Tail.Of("c-1").Select(told => told.EventId), got);
        Assert.True(Volatile.Read(ref Tail.CustomerReads) > readsBefore);
    }

    [Fact]
    public async Task A_stream_outlives_a_storage_that_was_away()
    {
        await using var client = await StreamClient.Open(Host, "c-1");
        Tail.Append("c-1");
        await client.Next();
        Tail.Failure = new StorageUnavailableException("away");
        var told = Tail.Append("c-1");
        var rounds = Volatile.Read(ref Tail.Rounds);
        await Eventually.Async(() => Volatile.Read(ref Tail.Rounds) > rounds + 2, "the log is asked in vain");
        Tail.Failure = null;

        Assert.Equal($"{told.Seq}", (await client.Next()).EventId);
    }

    [Fact]
    public async Task Who_says_no_customer_or_a_place_that_is_none_is_told_so()
    {
        var nobody = await Host.Get("/notifications/stream");
        Assert.Equal(HttpStatusCode.BadRequest, nobody.Status);
        Assert.Equal("invalid_request", nobody.Problem());
        Assert.Equal(["customer_id"], nobody.WrongFields());

        Assert.Equal(["customer_id", "Last-Event-ID"], (await Host.Get("/notifications/stream?customer_id=%23", ("Last-Event-ID", "-1"))).WrongFields());
        Assert.Equal(["Last-Event-ID"], (await Host.Get("/notifications/stream?customer_id=c-1", ("Last-Event-ID", "x"))).WrongFields());
    }

    [Fact]
    public async Task A_stream_that_cannot_begin_is_refused_for_the_moment()
    {
        Tail.Failure = new StorageUnavailableException("away");
        var answer = await Host.Get("/notifications/stream?customer_id=c-1");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("unavailable", answer.Problem());
        Tail.Failure = null;
        await using var client = await StreamClient.Open(Host, "c-1", "0");
        Tail.Append("c-1");
        await client.Next();
    }

    [Fact]
    public async Task Streams_beyond_the_bound_are_refused_until_one_ends()
    {
        await using var small = await ApiHost.StartAsync(services => services.Configure<NotificationStreamOptions>(options => options.MaxStreams = 1));
        var first = await StreamClient.Open(small, "c-1");

        Assert.Equal("unavailable", (await small.Get("/notifications/stream?customer_id=c-2")).Problem());
        await first.DisposeAsync();
        var path = new Uri("/notifications/stream?customer_id=c-2", UriKind.Relative);
        await Eventually.Async(
            async () =>
            {
                using var response = await small.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
                return response.StatusCode;
            },
            status => status is HttpStatusCode.OK,
            "the place of the stream that ended is free");
    }

    [Fact]
    public async Task A_stream_that_is_not_read_is_cut_and_gives_its_place_back()
    {
        await using var host = await ApiHost.StartAsync(services => services.PostConfigure<NotificationStreamOptions>(options =>
        {
            options.WriteTimeout = TimeSpan.FromSeconds(1);
            options.MaxStreamsPerCustomer = 3;
        }));
        var text = new string('x', 100_000);
        for (var i = 0; i < 400; i++) host.Tail.Append("fat", text);
        var unread = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StreamClient.Ask(host, "fat", "0")));
        var refused = await host.Get("/notifications/stream?customer_id=fat");
        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_requests", "10"), (refused.Status, refused.Problem(), refused.Header("Retry-After")));

        // One that is not cut yet would be read on, and never end.
        await Eventually.Async(() => host.Streams == 0, "all three unread streams are cut");
        foreach (var response in unread)
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null));
            response.Dispose();
        }

        using var place = await StreamClient.Ask(host, "fat");
    }
}

using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Api.Tests;

/// <summary>Streams to which nothing happens: that they stay alive, cost next to nothing, and do not keep the process from stopping.</summary>
public sealed class IdleStreamsTests
{
    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_silent_stream_says_every_heartbeat_that_it_is_alive_and_not_before()
    {
        var clock = new TestClock();
        var host = new ApiHost(services => services.AddSingleton<TimeProvider>(clock));
        await host.InitializeAsync();
        try
        {
            using var response = await StreamClient.Ask(host, "c-1");
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
            for (var line = ""; line != "id: 0"; line = await lines.ReadLineAsync()) Assert.NotNull(line);
            Assert.Equal("", await lines.ReadLineAsync());
            for (var i = 1; i <= 3; i++)
            {
                await Eventually.Async(() => clock.TimersOf(Heartbeat) == i, "the next heartbeat is set");
                clock.Advance(Heartbeat);

                Assert.Equal(": heartbeat", await lines.ReadLineAsync().WaitAsync(Heartbeat));
                Assert.Equal("", await lines.ReadLineAsync());
            }
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_thousand_idle_streams_cost_the_log_as_much_as_one_and_each_hears_only_its_own()
    {
        const int Streams = 1_000;
        await using var host = await ApiHost.StartAsync(services => services.Configure<NotificationStreamOptions>(options => options.PollInterval = TimeSpan.FromMilliseconds(20)));
        var clients = new List<StreamClient>();
        for (var i = 0; i < Streams; i += 50)
            clients.AddRange(await Task.WhenAll(Enumerable.Range(i, 50).Select(n => StreamClient.Open(host, $"c-{n}"))));

        await Followed(host.Tail);
        var (customers, places, _) = Reads(host.Tail);
        await Followed(host.Tail);
        Assert.Equal((customers, places), (Reads(host.Tail).Customers, Reads(host.Tail).Places));

        for (var n = 0; n < Streams; n++) host.Tail.Append($"c-{n}");
        var told = await Task.WhenAll(clients.Select(client => client.Next()));
        Assert.Equal(Enumerable.Range(1, Streams).Select(n => $"{n * 3}"), told.Select(item => item.EventId));
        Assert.Equal(customers, Reads(host.Tail).Customers);
        foreach (var client in clients) await client.DisposeAsync();
    }

    [Fact]
    public async Task A_process_that_stops_ends_its_streams_also_those_that_nobody_reads()
    {
        await using var host = await ApiHost.StartAsync(services => services.Configure<NotificationStreamOptions>(options => options.PollInterval = TimeSpan.FromMilliseconds(10)));
        await using var idle = await StreamClient.Open(host, "c-1");
        using var unread = await StreamClient.Ask(host, "c-2");
        var text = new string('x', 10_000);
        for (var i = 0; i < 2_000; i++) host.Tail.Append("c-2", text);
        await Followed(host.Tail);

        // The host gives up on what does not stop only after 30 s.
        await host.Stop().WaitAsync(TimeSpan.FromSeconds(15));

        Assert.False(await idle.HasNext());
    }

    static async Task Followed(TestTail tail)
    {
        var (_, _, rounds) = Reads(tail);
        await Eventually.Async(() => Reads(tail).Rounds > rounds + 20, "the log is followed");
    }

    static (int Customers, int Places, int Rounds) Reads(TestTail tail) =>
        (Volatile.Read(ref tail.CustomerReads), Volatile.Read(ref tail.PlaceReads), Volatile.Read(ref tail.Rounds));
}

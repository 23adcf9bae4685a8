using System.Text;
using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.Testing;

namespace OrleansOrders.Storage.Tests;

public sealed class NotificationLogTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    readonly string _run = "n" + Guid.NewGuid().ToString("N")[..12];

    NotificationLog Log => new(shared.Database.DataSource);

    [ServerFact]
    public async Task Each_event_is_appended_once_and_only_what_is_new_is_returned()
    {
        var first = await Log.Append([New("a"), New("b"), New("a")], default);
        var second = await Log.Append([New("b"), New("c")], default);

        Assert.Equal("a b", Names(first));
        Assert.Equal("c", Names(second));
        Assert.True(first[0].Seq > 0 && first[0].Seq < first[1].Seq && first[1].Seq < second[0].Seq);
        Assert.Empty(await Log.Append([New("a"), New("c")], default));
        Assert.Empty(await Log.Append([], default));
    }

    [ServerFact]
    public async Task What_was_appended_reads_back_as_it_was()
    {
        var appended = Assert.Single(await Log.Append([New("a")], default));
        var read = Assert.Single((await Log.List(Customer("c"), 10, null, default)).Items);

        Assert.Equal(appended with { Body = default }, read with { Body = default });
        Assert.Equal("""{"name": "Zoë"}""", Encoding.UTF8.GetString(read.Body.Span));
    }

    [ServerTheory]
    [InlineData("""{"note":"\u0000"}""")]
    [InlineData("""{"note":1e400000}""")]
    public async Task What_the_database_never_takes_is_told_apart_from_a_database_that_is_away(string body)
    {
        var odd = New("odd") with { Body = Encoding.UTF8.GetBytes(body) };

        await Assert.ThrowsAsync<UnstorableException>(() => Log.Append([New("sound"), odd], default));

        Assert.Empty((await Log.List(Customer("c"), 10, null, default)).Items);
    }

    [ServerFact]
    public async Task A_customer_sees_his_own_newest_first_page_by_page_and_goes_on_after_a_place()
    {
        var mine = await Log.Append([.. Enumerable.Range(0, 7).Select(i => New($"{i}"))], default);
        await Log.Append([New("foreign", "other")], default);

        var first = await Log.List(Customer("c"), 4, null, default);
        Assert.True(PageCursor.TryParse(first.Next?.ToString(), PageList.Notifications, out var cursor));
        var second = await Log.List(Customer("c"), 4, cursor, default);
        Assert.Equal("6 5 4 3 2 1 0", Names([.. first.Items, .. second.Items]));
        Assert.Null(second.Next);
        Assert.Equal("3 4", Names((await Log.ReadAfter(Customer("c"), mine[2].Seq, 2, default)).News));
        Assert.Equal("6 foreign", Names((await Log.ReadAfter(mine[5].Seq, 100, default)).News));
        Assert.Equal(await Log.LastSeq(default), (await Log.ReadAfter(mine[5].Seq, 100, default)).News[^1].Seq);
    }

    [ServerFact]
    public async Task Whoever_follows_the_log_while_many_append_misses_nothing()
    {
        var before = await Log.LastSeq(default);
        var appending = Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var i = 0; i < 25; i++) await Log.Append([New($"{writer}-{i}-x"), New($"{writer}-{i}-y")], default);
        }));
        var seen = new List<long>();
        var last = before;
        while (!appending.IsCompleted || seen.Count < 400)
        {
            // What ends between the look at the log and the look at the writers is there at the next look.
            var ended = appending.IsCompleted;
            var part = await Log.ReadAfter(last, 50, default);
            if (part.News.Count == 0 && ended) break;
            seen.AddRange(part.News.Select(notification => notification.Seq));
            if (part.News.Count > 0) last = part.News[^1].Seq;
        }

        await appending;
        Assert.Equal(await shared.Database.RowsAsync($"select seq from notifications where seq > {before} order by seq", row => row.GetInt64(0)), seen);
        Assert.Equal(400, seen.Count);
    }

    [ServerFact]
    public async Task A_page_of_large_notifications_ends_by_its_size_and_goes_on_without_gap_or_repeat()
    {
        var large = Encoding.UTF8.GetBytes($$"""{"text":"{{new string('x', 200_000)}}"}""");
        await Log.Append([.. Enumerable.Range(0, 12).Select(i => New($"{i:00}") with { Body = large })], default);
        var seen = new List<Notification>();
        PageCursor? cursor = null;
        do
        {
            var page = await Log.List(Customer("c"), 200, cursor, default);
            Assert.Equal(page.Next is null ? 2 : 5, page.Items.Length);
            seen.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal("11 10 09 08 07 06 05 04 03 02 01 00", Names(seen));
        var batch = await Log.ReadAfter(Customer("c"), 0, 50, default);
        Assert.Equal((1, true), (batch.News.Count, batch.More));
        var all = await Log.ReadAfter(seen[^1].Seq - 1, 200, default);
        Assert.Equal((5, true), (all.News.Count, all.More));
    }

    Notification New(string name, string customer = "c") =>
        new($"{_run}-{name}", Customer(customer), OrderId.Parse($"{_run}-o"), "order.confirmed", Encoding.UTF8.GetBytes("""{"name":"Zoë"}"""), Start);

    CustomerId Customer(string name) => CustomerId.Parse($"{_run}-{name}");

    string Names(IEnumerable<Notification> notifications) => string.Join(' ', notifications.Select(notification => notification.EventId[(_run.Length + 1)..]));
}

using System.Text;
using System.Text.Json.Nodes;
using OrleansOrders.Contracts;
using static OrleansOrders.Domain.OrderEventKind;

namespace OrleansOrders.Storage.Tests;

public sealed class NotificationLogTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    readonly string _run = "n" + Guid.NewGuid().ToString("N")[..12];

    NotificationLog Log => new(shared.Database.DataSource);

    [ServerTheory, MemberData(nameof(Providers.PersistentNames), MemberType = typeof(Providers))]
    public async Task The_write_that_ends_an_order_or_records_its_refund_writes_its_notification(string name)
    {
        await using var provider = await Providers.CreateForOrders(name, shared.Database.DataSource);
        await ToldOrders.Write(provider.Storage, New("open", Placed, Reserved));
        await ToldOrders.Write(provider.Storage, New("paid", Placed, Reserved, Confirmed));
        await ToldOrders.Write(provider.Storage, New("declined", Placed, Reserved, Failed));
        await ToldOrders.Write(provider.Storage, New("refunded", Placed, Cancelled, RefundRequested, Refunded));

        var told = await Log.List(Customer, 10, null, default);

        Assert.Equal("refunded:payment.refunded refunded:2:order.cancelled declined:3:order.failed paid:3:order.confirmed", Names(told.Items));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 3, 250, TimeSpan.Zero), told.Items[0].At);
    }

    [ServerTheory, MemberData(nameof(Providers.PersistentNames), MemberType = typeof(Providers))]
    public async Task A_write_that_is_refused_tells_nobody(string name)
    {
        await using var provider = await Providers.CreateForOrders(name, shared.Database.DataSource);
        await ToldOrders.Write(provider.Storage, New("a", Placed, Reserved));
        var stale = new Orleans.GrainState<StoredOrder> { State = StoredOrder.Of(New("a", Placed, Cancelled)), ETag = "1" };

        await Assert.ThrowsAsync<Orleans.Storage.InconsistentStateException>(
            () => provider.Storage.WriteStateAsync("order", Orleans.Runtime.GrainId.Create("order", $"order:{_run}-a"), stale));

        Assert.Empty((await Log.List(Customer, 10, null, default)).Items);
    }

    [ServerFact]
    public async Task A_state_that_is_written_again_as_it_is_tells_nobody_again()
    {
        await Write(New("a", Placed, Reserved, Confirmed));
        var state = ToldOrders.Json(New("a", Placed, Reserved, Confirmed));

        Assert.Equal(1L, await shared.Database.ScalarAsync<long>($"select count(*) from grain_write(array['order'], array['order:{_run}-a'], array[3], array['{state}'::jsonb])"));

        Assert.Single((await Log.List(Customer, 10, null, default)).Items);
    }

    [ServerFact]
    public async Task What_a_customer_is_shown_is_what_the_exchange_carries()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Storage.Tests", "Golden"), "*.json", SearchOption.AllDirectories))
        {
            var json = (await File.ReadAllTextAsync(file)).Replace("\"o-", $"\"{_run}-o-", StringComparison.Ordinal).Replace("alice@example.org", Customer.Value, StringComparison.Ordinal);
            await Write(System.Text.Json.JsonSerializer.Deserialize(json, StoredJson.Default.StoredOrder)!.ToOrder());
        }

        await Write(New("amount", Placed, Reserved, Confirmed));
        var shown = (await Log.List(Customer, 100, null, default)).Items;

        Assert.Equal(["order.cancelled", "order.confirmed", "order.failed", "payment.refunded"], shown.Select(notification => notification.Kind).Distinct().Order(StringComparer.Ordinal));
        var orders = new OrderReader(shared.Database.DataSource);
        foreach (var notification in shown)
        {
            var order = (await orders.Find(notification.OrderId, default))!;
            var message = order.History.Select(e => NotificationCodec.Encode(order, e)).Single(message => message?.MessageId == notification.EventId)!;
            var carried = JsonNode.Parse(message.Body.Span)!;
            Assert.Equal(carried["body"]!.ToJsonString(), Sorted(carried["body"]!, JsonNode.Parse(notification.Body.Span)!));
            Assert.Equal((notification.EventId, notification.Kind, UtcText.Of(notification.At)), (carried["id"]!.GetValue<string>(), carried["kind"]!.GetValue<string>(), carried["at"]!.GetValue<string>()));
        }
    }

    [ServerFact]
    public async Task A_customer_sees_his_own_newest_first_page_by_page_and_goes_on_after_a_place()
    {
        for (var i = 0; i < 7; i++) await Write(New($"{i}", Placed, Reserved, Confirmed));
        await Write(ToldOrders.Order($"{_run}-foreign", $"{_run}-other", Placed, Reserved, Confirmed));
        var mine = (await Log.List(Customer, 10, null, default)).Items.Reverse().ToList();

        var first = await Log.List(Customer, 4, null, default);
        Assert.True(PageCursor.TryParse(first.Next?.ToString(), PageList.Notifications, out var cursor));
        var second = await Log.List(Customer, 4, cursor, default);
        Assert.Equal("6 5 4 3 2 1 0", Orders([.. first.Items, .. second.Items]));
        Assert.Null(second.Next);
        Assert.Equal("3 4", Orders((await Log.ReadAfter(Customer, mine[2].Seq, 2, default)).News));
        Assert.Equal("6 foreign", Orders((await Log.ReadAfter(mine[5].Seq, 100, default)).News));
        var end = await Log.ReadEnd(default);
        Assert.Equal((end.Settled, end.Settled), ((await Log.ReadAfter(mine[5].Seq, 100, default)).News[^1].Seq, end.Drawn));
    }

    [ServerFact]
    public async Task A_page_of_large_notifications_ends_by_its_size_and_goes_on_without_gap_or_repeat()
    {
        // As versions before wrote them, with a body of their own.
        await shared.Database.ExecuteAsync(
            $"""
            insert into notification (event_id, customer_id, order_id, kind, body, at)
            select 'former-' || i, '{Customer}', '{_run}-' || to_char(i, 'FM00'), 'order.confirmed', jsonb_build_object('text', repeat('x', 200000)), now() from generate_series(0, 11) i order by i
            """);
        var seen = new List<Notification>();
        PageCursor? cursor = null;
        do
        {
            var page = await Log.List(Customer, 200, cursor, default);
            Assert.Equal(page.Next is null ? 2 : 5, page.Items.Length);
            seen.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal("11 10 09 08 07 06 05 04 03 02 01 00", Orders(seen));
        Assert.Equal("former-11", seen[0].EventId);
        var batch = await Log.ReadAfter(Customer, 0, 50, default);
        Assert.Equal((1, true), (batch.News.Count, batch.More));
        var all = await Log.ReadAfter(seen[^1].Seq - 1, 200, default);
        Assert.Equal((5, true), (all.News.Count, all.More));
    }

    CustomerId Customer => CustomerId.Parse($"{_run}-c");

    Order New(string id, params OrderEventKind[] kinds) => ToldOrders.Order($"{_run}-{id}", Customer.Value, kinds);

    async Task Write(Order order)
    {
        await using var provider = await Providers.CreateForOrders("GroupCommit", shared.Database.DataSource);
        await ToldOrders.Write(provider.Storage, order);
    }

    // The database keeps the fields of an object in an order of its own.
    static string Sorted(JsonNode like, JsonNode node) => like switch
    {
        JsonObject fields => new JsonObject(
            fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)JsonNode.Parse(Sorted(field.Value!, node[field.Key] ?? throw new ArgumentException(field.Key)))))
                .Concat(node.AsObject().Where(field => !fields.ContainsKey(field.Key)).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())))).ToJsonString(),
        JsonArray items => $"[{string.Join(',', items.Zip(node.AsArray(), (item, other) => Sorted(item!, other!)))}]",
        _ => node.ToJsonString(),
    };

    string Names(IEnumerable<Notification> notifications) => string.Join(' ', notifications.Select(notification => notification.EventId[(_run.Length + 1)..]));

    string Orders(IEnumerable<Notification> notifications) => string.Join(' ', notifications.Select(notification => notification.OrderId.Value[(_run.Length + 1)..]));
}

using System.Text.Json;
using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Storage.Tests;

public sealed class OrderReaderTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    readonly string _run = "r" + Guid.NewGuid().ToString("N")[..12];

    [ServerFact]
    public async Task An_order_is_found_as_it_was_stored()
    {
        await Store("a", "c1", OrderStatus.Reserved, 0);
        var order = await Reader.Find(Id("a"), default);

        Assert.NotNull(order);
        Assert.Equal((Id("a"), Customer("c1"), 12.50m, Start.AddMinutes(15)), (order.Id, order.Content.CustomerId, order.Content.Total.Amount, order.ExpiresAt));
        Assert.Null(await Reader.Find(Id("nobody"), default));
        var row = await Reader.FindRow(Id("a"), default);
        Assert.Equal("reserved", JsonDocument.Parse(row!.Json).RootElement.GetProperty("status").GetString());
    }

    [ServerFact]
    public async Task Orders_of_a_customer_come_newest_first_and_page_by_page_without_gap_or_repeat()
    {
        // Three of each instant, so that pages end in the middle of one.
        for (var i = 0; i < 11; i++) await Store($"{i:00}", "c1", OrderStatus.Pending, i / 3);
        await Store("other", "c2", OrderStatus.Pending, 1);
        var seen = new List<string>();
        PageCursor? cursor = null;
        do
        {
            var page = await Reader.List(new() { CustomerId = Customer("c1"), Limit = 4, Cursor = cursor }, default);
            Assert.True(page.Items.Length == 4 || page.Next is null);
            seen.AddRange(page.Items.Select(order => order.Id.Value[(_run.Length + 1)..]));
            cursor = page.Next is null ? null : Parsed(page.Next.ToString(), PageList.Orders);
        }
        while (cursor is not null);

        Assert.Equal(["10", "09", "08", "07", "06", "05", "04", "03", "02", "01", "00"], seen);
    }

    [ServerFact]
    public async Task A_page_of_large_orders_ends_by_its_size_and_goes_on_without_gap_or_repeat()
    {
        for (var i = 0; i < 32; i++) await Store($"{i:00}", "c1", OrderStatus.Failed, i, lines: 500);
        var seen = new List<string>();
        PageCursor? cursor = null;
        do
        {
            var page = await Reader.ListRows(new() { CustomerId = Customer("c1"), Limit = 200, Cursor = cursor }, default);
            Assert.InRange(page.Items.Sum(row => row.Json.Length), 1, PageRows<StoredOrderRow>.ListBytes);
            seen.AddRange(page.Items.Select(row => row.Key[^2..]));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 32).Select(i => $"{i:00}").Reverse(), seen);
        Assert.Equal(500, (await Reader.Find(Id("00"), default))!.Content.Lines.Length);
    }

    [ServerFact]
    public async Task Orders_are_told_apart_by_status_as_it_is_now()
    {
        await Store("a", "c1", OrderStatus.Pending, 0);
        await Store("b", "c1", OrderStatus.Reserved, 1);
        await Store("c", "c1", OrderStatus.Confirmed, 2);
        await Store("a", "c1", OrderStatus.Cancelled, 0);

        foreach (var (status, expected) in new[] { (OrderStatus.Pending, ""), (OrderStatus.Reserved, "b"), (OrderStatus.Confirmed, "c"), (OrderStatus.Cancelled, "a"), (OrderStatus.Failed, "") })
        {
            var ofCustomer = await Reader.List(new() { CustomerId = Customer("c1"), Status = status }, default);
            Assert.Equal(expected, string.Join(' ', ofCustomer.Items.Select(order => order.Id.Value[(_run.Length + 1)..])));
            var ofAll = await Reader.List(new() { Status = status, Limit = 200 }, default);
            Assert.Equal(expected, string.Join(' ', ofAll.Items.Select(order => order.Id.Value).Where(id => id.StartsWith(_run, StringComparison.Ordinal)).Select(id => id[(_run.Length + 1)..])));
        }
    }

    [ServerFact]
    public async Task Old_pending_orders_and_expired_open_ones_are_found_oldest_first_and_in_parts()
    {
        var open = new OpenOrders(shared.Database.DataSource);
        await Store("p1", "c1", OrderStatus.Pending, 1);
        await Store("p0", "c1", OrderStatus.Pending, 0);
        await Store("r", "c1", OrderStatus.Reserved, 0);
        await Store("done", "c1", OrderStatus.Confirmed, 0);
        await Store("p9", "c1", OrderStatus.Pending, 9);

        Assert.Equal("p0 p1", await Mine(after => open.PendingSince(Start.AddSeconds(9), 1, after, default)));
        Assert.Equal("p0 r p1", await Mine(after => open.Expired(Start.AddMinutes(15).AddSeconds(9), 2, after, default)));
        Assert.Equal("", await Mine(after => open.Expired(Start.AddMinutes(15), 2, after, default)));
    }

    [ServerFact]
    public async Task The_view_of_orders_shows_what_operators_ask_for()
    {
        await Store("a", "c1", OrderStatus.Pending, 0);
        var row = Assert.Single(await shared.Database.RowsAsync(
            $"select order_id, customer_id, status, version, currency, total_amount, created_at, expires_at from orders where order_id = '{Id("a")}'",
            row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => Convert.ToString(row.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)))));
        Assert.Equal($"{Id("a")}|{Customer("c1")}|pending|1|USD|12.50|2026-03-01T12:00:00.000000Z|2026-03-01T12:15:00.000000Z", row);
    }

    OrderReader Reader => new(shared.Database.DataSource);

    OrderId Id(string name) => OrderId.Parse($"{_run}-{name}");

    CustomerId Customer(string name) => CustomerId.Parse($"{_run}-{name}");

    static PageCursor Parsed(string text, PageList list) =>
        PageCursor.TryParse(text, list, out var cursor) ? cursor : throw new FormatException("It does not read its own cursor.");

    /// <summary>Stores an order as its grain does, over whatever was there.</summary>
    async Task Store(string name, string customer, OrderStatus status, int second, int lines = 0)
    {
        await using var storage = new GroupCommitGrainStorage(shared.Database.DataSource, StoredJson.Default.Options);
        var id = GrainId.Create("order", GrainKeys.Of(Id(name)));
        var state = new GrainState<StoredOrder>();
        await storage.ReadStateAsync("order", id, state);
        state.State = new()
        {
            OrderId = Id(name),
            CustomerId = Customer(customer),
            Currency = Currency.Default,
            TotalAmount = 12.50m,
            Status = status,
            Version = 1,
            CreatedAt = Start.AddSeconds(second),
            ExpiresAt = Start.AddSeconds(second).AddMinutes(15),
            Lines = [.. Enumerable.Range(0, lines).Select(n => new StoredLine { Sku = Sku.Parse($"sku-of-a-long-name-that-takes-its-room-{n:0000}"), Quantity = Quantity.Of(1), Price = 1 })],
        };
        await storage.WriteStateAsync("order", id, state);
    }

    /// <summary>Reads all parts and keeps those of this test.</summary>
    async Task<string> Mine(Func<OpenOrder?, Task<IReadOnlyList<OpenOrder>>> read)
    {
        var names = new List<string>();
        OpenOrder? after = null;
        while (true)
        {
            var part = await read(after);
            if (part.Count == 0) return string.Join(' ', names);
            names.AddRange(part.Select(order => order.OrderId.Value).Where(id => id.StartsWith(_run, StringComparison.Ordinal)).Select(id => id[(_run.Length + 1)..]));
            after = part[^1];
        }
    }
}

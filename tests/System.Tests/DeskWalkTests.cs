using System.Net;
using System.Text.Json;

namespace OrleansOrders.SystemTests;

/// <summary>
/// The dead-letter desk of a running system, with the command <c>orders</c> and over HTTP: list, dry run, replay of one letter, of an edited one, of
/// a selection and of a group, and deletion.
/// </summary>
public sealed class DeskWalkTests(DeskWalkTests.Walked running) : Scenario<DeskWalkTests.Walked>(running)
{
    [ServerFact]
    public async Task An_operator_goes_through_the_desk()
    {
        using var orders = new OrdersCommand(Running.Address);
        for (var i = 0; i < 6; i++) await AdjustAsync($"walk-adjust-{i}", "cart");
        await Outside.PublishAsync(OutsideProducer.OrderEvents, "order.placed", new { order_id = "walk-edit", customer_id = "c", items = new[] { new { sku = "burger" } } }, "walk-edit");
        await Outside.PublishBytesAsync(OutsideProducer.OrderEvents, "order.placed", "no json"u8.ToArray(), "walk-junk");
        await Eventually.Async(async () => (await ListAsync(orders)).Letters.Count, count => count == 8, "eight letters lie there");

        // The list and its causes, the largest first.
        var (letters, groups) = await ListAsync(orders);
        Assert.Equal(("inventory_adjustments", "unknown_sku", 6), (groups[0].Text("queue"), groups[0].Text("reason"), groups[0].GetProperty("count").GetInt32()));
        Assert.Equal(["invalid_fields", "not_json"], groups.Skip(1).Select(group => group.Text("reason")).Order(StringComparer.Ordinal));
        var listed = await orders.EndsAsync(0, "dead-letters", "--reason", "unknown_sku");
        Assert.Contains("there is no item cart", listed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("not_json", listed.Out, StringComparison.Ordinal);
        Assert.Empty((await orders.EndsAsync(0, "dead-letters", "list", "--queue", "payment_requests", "--json")).Json.GetProperty("dead_letters").EnumerateArray());

        // One complete letter.
        var adjustments = letters.Where(letter => letter.Text("reason") == "unknown_sku")
            .OrderBy(letter => letter.Text("message_id"), StringComparer.Ordinal).Select(letter => letter.Text("id")).ToArray();
        var shown = await orders.EndsAsync(0, "dead-letters", "show", adjustments[0], "--json");
        Assert.Equal(("cart", "walk-adjust-0"), (shown.Json.GetProperty("body").Text("sku"), shown.Json.Text("message_id")));
        Assert.Contains("unknown_sku", (await orders.EndsAsync(0, "dead-letters", "show", adjustments[0])).Out, StringComparison.Ordinal);
        await orders.EndsAsync(5, "dead-letters", "show", Guid.NewGuid().ToString());

        // A dry run changes nothing.
        var invalid = letters.Single(letter => letter.Text("reason") == "invalid_fields").Text("id");
        Assert.Contains("quantity", (await orders.EndsAsync(1, "dead-letters", "dry-run", invalid)).Out, StringComparison.Ordinal);
        Assert.Equal(8, (await ListAsync(orders)).Letters.Count);

        // A letter that is replayed too early becomes another letter, which records the replay.
        await orders.EndsAsync(0, "dead-letters", "replay", adjustments[0]);
        var back = await Eventually.Async(
            async () => (await ListAsync(orders)).Letters.SingleOrDefault(letter => letter.Text("message_id") == "walk-adjust-0" && letter.Text("id") != adjustments[0]),
            letter => letter.ValueKind is JsonValueKind.Object, "it came back");
        Assert.Equal((1, "nina"), (back.GetProperty("replays").GetInt32(), back.Text("replayed_by")));
        await orders.EndsAsync(5, "dead-letters", "replay", adjustments[0]);

        // The cause is fixed. A selection with one unknown id; then the group.
        await orders.EndsAsync(0, "stock", "cart", "--set", "100");
        var selection = await orders.EndsAsync(5, "dead-letters", "replay", adjustments[1], adjustments[2], adjustments[0], "--json");
        Assert.Equal(2, selection.Json.GetProperty("replayed").GetInt32());
        Assert.Equal([adjustments[0]], selection.Json.GetProperty("not_found").EnumerateArray().Select(id => id.GetString()));
        Assert.Contains("Replayed: 4", (await orders.EndsAsync(0, "dead-letters", "replay", "--queue", "inventory_adjustments", "--reason", "unknown_sku", "--by", "otto")).Out, StringComparison.Ordinal);
        await Eventually.Async(() => Orders.StockAsync("cart"), stock => stock.Available == 94, "each adjustment has counted once");

        // An edited body replaces the wrong one, which is kept in a header.
        var edited = await orders.FileAsync("""{"order_id":"walk-edit","customer_id":"c","items":[{"sku":"burger","quantity":2}]}""");
        await orders.EndsAsync(2, "dead-letters", "replay", invalid, "--body", edited + ".gone");
        await orders.EndsAsync(0, "dead-letters", "replay", invalid, "--body", edited);
        Assert.Equal("confirmed", (await Orders.FinalAsync("walk-edit")).Status());

        // A deletion.
        var junk = Assert.Single((await ListAsync(orders)).Letters).Text("id");
        await orders.EndsAsync(0, "dead-letters", "delete", junk);
        await orders.EndsAsync(5, "dead-letters", "delete", junk);
        Assert.Equal("No dead letters.\n", (await orders.EndsAsync(0, "dead-letters")).Out);
    }

    [ServerFact]
    public async Task The_original_stays_beside_an_edited_body_and_who_asked_in_the_headers()
    {
        await Outside.PublishAsync(OutsideProducer.OrderEvents, "order.cancel_requested", new { order_id = "http-nobody", note = "first" }, "http-edit");
        var id = (await LetterAsync("http-edit")).Text("id");

        var replay = await Orders.PostAsync($"dead-letters/{id}/replay", new { body = new { order_id = "http-nobody", note = "second" } }, ("X-Requested-By", "otto"));
        Assert.Equal((HttpStatusCode.OK, """{"replayed":1}"""), (replay.Status, replay.Text));

        // There is still no such order: the letter returns, with the record of its replay.
        var again = await LetterAsync("http-edit", replays: 1);
        Assert.Equal(("second", "otto"), (again.GetProperty("body").Text("note"), again.Text("replayed_by")));
        Assert.Equal("first", JsonElement.Parse(Convert.FromBase64String(again.GetProperty("headers").Text("x-original-body"))).Text("note"));

        var dryRun = await Orders.PostAsync($"dead-letters/{again.Text("id")}/dry-run", new { });
        Assert.Equal((false, "order_not_found"), (dryRun.Json.GetProperty("accepted").GetBoolean(), dryRun.Json.Text("reason")));
        await DeleteAsync(again.Text("id"));
    }

    [ServerFact]
    public async Task An_order_that_stands_still_behind_a_dead_letter_is_no_violation_and_one_without_is()
    {
        await Running.ExecuteAsync(
            """
            insert into grain_state (kind, key, version, updated_at, state)
            select 'order', 'order:' || id, 1, now() - interval '1 hour', jsonb_build_object('order_id', id, 'customer_id', 'c', 'currency', 'USD', 'total_amount', 0, 'status', 'pending', 'version', 1,
              'created_at', '2999-03-01T12:00:00.000000Z', 'expires_at', '2026-03-01T12:15:00.000000Z', 'lines', '[]'::jsonb, 'history', '[{"version":1,"kind":"placed","at":"2999-03-01T12:00:00.000000Z"}]'::jsonb)
            from unnest(array['still-excused', 'still-alone']) id;
            select grain_columns_renew();
            """);
        await Outside.PublishAsync(OutsideProducer.OrderEvents, "order.placed", new { order_id = "still-excused", items = "none" }, "still");
        var letter = await LetterAsync("still");

        using var orders = new OrdersCommand(Running.Address);
        var audit = await orders.EndsAsync(4, "audit", "--json");

        Assert.Equal(["order:still-alone"], audit.Json.GetProperty("violations").EnumerateArray().Select(violation => violation.Text("subject")));
        Assert.Contains("I-8 order:still-alone: is pending, its deadline was 2026-03-01T12:15:00.000000Z, and no dead letter speaks of it", (await orders.EndsAsync(4, "audit")).Out, StringComparison.Ordinal);

        await DeleteAsync(letter.Text("id"));
        await Running.ExecuteAsync("delete from grain_state where key like 'order:still-%'");
    }

    Task AdjustAsync(string id, string sku) =>
        Outside.PublishAsync(OutsideProducer.InventoryEvents, "inventory.adjusted", new { sku, adjustment_id = id, delta = -1 }, id);

    static async Task<(List<JsonElement> Letters, List<JsonElement> Groups)> ListAsync(OrdersCommand orders)
    {
        var page = (await orders.EndsAsync(0, "dead-letters", "list", "--json")).Json;
        return ([.. page.GetProperty("dead_letters").EnumerateArray()], [.. page.GetProperty("groups").EnumerateArray()]);
    }

    async Task<JsonElement> LetterAsync(string messageId, int replays = 0)
    {
        var all = await Eventually.Async(
            async () => (await Orders.GetAsync("dead-letters?limit=200")).Json.GetProperty("dead_letters").EnumerateArray().Where(Fits).ToList(),
            letters => letters.Count == 1, $"{messageId} is a dead letter");
        return all[0];

        bool Fits(JsonElement letter) => letter.GetProperty("message_id").GetString() == messageId && letter.GetProperty("replays").GetInt32() == replays;
    }

    async Task DeleteAsync(string id) => Assert.Equal(HttpStatusCode.NoContent, (await Orders.DeleteAsync($"dead-letters/{id}")).Status);

    public sealed class Walked : RunningSystem
    {
        /// <summary>The planted orders must not expire while a test reads them.</summary>
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Reconciler__Interval"] = "01:00:00" };
    }
}

using System.Net;
using System.Text;

namespace OrleansOrders.SystemTests;

/// <summary>Invalid orders get the same errors over HTTP and over the broker, and do not affect other orders.</summary>
public sealed class BadInputTests(RunningSystem running) : Scenario<RunningSystem>(running)
{
    public static TheoryData<int> Bodies => [.. Enumerable.Range(0, BadBody.All.Count)];

    [ServerTheory]
    [MemberData(nameof(Bodies))]
    public async Task Every_wrong_field_is_named_over_http_and_over_the_broker_in_the_same_words(int index)
    {
        var bad = BadBody.All[index];
        await Outside.PublishBytesAsync(OutsideProducer.OrderEvents, "order.placed", bad.Bytes, $"bad-{index}");
        var answer = await Orders.PostAsync("orders", bad.Bytes);

        Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{bad}: {(int)answer.Status} {answer.Text}");
        Assert.Equal(("application/problem+json", "invalid_request"), (answer.ContentType, answer.Json.Text("code")));
        Assert.Equal(bad.Fields, answer.Json.GetProperty("errors").EnumerateArray().Select(error => error.Text("field")));
        TellsNoInternals(answer);

        var dead = await Running.DeadLetters.WaitForAsync($"bad-{index}");
        Assert.Equal(answer.Json.Text("detail"), dead.Header("x-error"));
        Assert.Equal(bad.Bytes, dead.Body);
        await TheNextOrderIsWorkedAsync($"after-{index}");
    }

    [ServerFact]
    public async Task A_body_of_a_megabyte_is_too_large()
    {
        await Outside.PublishBytesAsync(OutsideProducer.OrderEvents, "order.placed", BadBody.Huge.Bytes, "huge");
        var answer = await Orders.PostAsync("orders", BadBody.Huge.Bytes);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body_too_large"), (answer.Status, answer.Json.Text("code")));
        TellsNoInternals(answer);
        var dead = await Running.DeadLetters.WaitForAsync("huge");
        Assert.Equal("too_large", dead.Header("x-reason"));
        Assert.Equal(BadBody.Huge.Bytes.Length, dead.Body.Length);
        await TheNextOrderIsWorkedAsync("after-huge");
    }

    [ServerFact]
    public async Task The_largest_order_that_is_allowed_is_worked()
    {
        await Orders.SetStockAsync("nail", 1000);
        var lines = Enumerable.Range(0, 500).Select(i => new { sku = "nail", quantity = 2, price = 0.01m });

        var id = (await Orders.PlaceAsync(new { customer_id = "builder", items = lines })).OrderId();

        Assert.Equal("confirmed", (await Orders.FinalAsync(id)).Status());
        await Orders.SettledStockAsync("nail", new Stock(0, 0, 1000));
    }

    [ServerTheory]
    [InlineData("payment_events", "payment.refund_requested", """{"total_amount":"much"}""",
        "order_id is required; customer_id is required; currency is required; total_amount must be a number")]
    [InlineData("order_events", "order.cancel_requested", "no", "body is not JSON: line 1, byte 2")]
    [InlineData("inventory_events", "inventory.adjusted", """{"sku":"#","delta":1.5}""",
        "sku must be 1 to 64 characters of A-Z a-z 0-9 . _ : @ + - and start with a letter or digit; delta must be an integer from -1000000000000 to 1000000000000")]
    public async Task Other_messages_that_are_wrong_are_set_aside_with_what_is_wrong(string exchange, string key, string body, string error)
    {
        var id = $"bad-{key}";
        await Outside.PublishBytesAsync(exchange, key, System.Text.Encoding.UTF8.GetBytes(body), id);

        var dead = await Running.DeadLetters.WaitForAsync(id);

        Assert.Equal(error, dead.Header("x-error"));
        Assert.Equal((exchange, key), (dead.Header("x-origin-exchange"), dead.Header("x-origin-routing-key")));
        await TheNextOrderIsWorkedAsync($"after-{key}");
    }

    async Task TheNextOrderIsWorkedAsync(string id)
    {
        await Outside.PublishAsync(OutsideProducer.OrderEvents, "order.placed", new { order_id = id, customer_id = "c", item = "burger", qty = 1 });
        Assert.Equal("confirmed", (await Orders.FinalAsync(id)).Status());
    }

    static void TellsNoInternals(Answer answer)
    {
        foreach (var word in (string[])["Exception", "OrleansOrders.", "System.", ".cs:line", "Npgsql", "RabbitMQ"])
            Assert.DoesNotContain(word, answer.Text, StringComparison.Ordinal);
    }
}

/// <summary>An invalid order, and the fields that a reply must name.</summary>
public sealed record BadBody(string Name, byte[] Bytes, params string[] Fields)
{
    /// <summary>All kinds of invalid orders; those that are too large get 413 and not 400.</summary>
    public static IReadOnlyList<BadBody> All { get; } =
    [
        Of("nothing", "", "body"),
        Of("not JSON", "hello", "body"),
        Of("half of JSON", """{"customer_id":"c","item":"burger","qty":1""", "body"),
        Of("a list", "[]", "body"),
        Of("null", "null", "body"),
        new("not UTF-8", [0xff, 0xfe, 0x00], "body"),
        Of("half a character", """{"customer_id":"\ud800","item":"burger","qty":1}""", "body"),
        Of("a name twice", """{"customer_id":"c","item":"burger","qty":1,"qty":100}""", "qty"),
        Of("nested 5,000 deep", $$"""{"customer_id":"c","item":"burger","qty":1,"extra":{{new string('[', 5000)}}{{new string(']', 5000)}}}""", "body"),
        Of("an empty object", "{}", "customer_id", "items"),
        Of("no items", """{"customer_id":"c","items":[]}""", "items"),
        Of("items that are none", """{"customer_id":"c","items":[1,"burger",null]}""", "items[0]", "items[1]", "items[2]"),
        Of("wrong types", """{"customer_id":7,"items":[{"sku":true,"quantity":"2","price":"3"}]}""", "customer_id", "items[0].sku", "items[0].quantity", "items[0].price"),
        Of("ids for routing keys", """{"customer_id":"a.#","items":[{"sku":"*","quantity":1}]}""", "customer_id", "items[0].sku"),
        Of("ids with blanks and control characters", """{"customer_id":"a b","items":[{"sku":"a\nb","quantity":1},{"sku":"\u0000","quantity":1}]}""",
            "customer_id", "items[0].sku", "items[1].sku"),
        Of("an order id that is none", """{"order_id":"o r d e r","customer_id":"c","item":"burger","qty":1}""", "order_id"),
        Of("too long an id", $$"""{"customer_id":"{{new string('c', 65)}}","item":"burger","qty":1}""", "customer_id"),
        Of("quantities out of range", """{"customer_id":"c","items":[{"sku":"a","quantity":0},{"sku":"a","quantity":-1},{"sku":"a","quantity":1000001},{"sku":"a","quantity":99999999999999999999}]}""",
            "items[0].quantity", "items[1].quantity", "items[2].quantity", "items[3].quantity"),
        Of("half a unit", """{"customer_id":"c","item":"burger","qty":1.5}""", "qty"),
        Of("prices that are none", """{"customer_id":"c","items":[{"sku":"a","quantity":1,"price":-0.01},{"sku":"a","quantity":1,"price":0.001},{"sku":"a","quantity":1,"price":1e400}]}""",
            "items[0].price", "items[1].price", "items[2].price"),
        Of("an unknown currency", """{"customer_id":"c","currency":"ABC","item":"burger","qty":1}""", "currency"),
        Of("cents of a currency without", """{"customer_id":"c","currency":"JPY","amount":10.5}""", "amount"),
        Of("thousands of lines", $$"""{"customer_id":"c","items":[{{string.Join(',', Enumerable.Repeat("""{"sku":"a","quantity":1}""", 5000))}}]}""", "items"),
        Of("one line too many", $$"""{"customer_id":"c","items":[{{string.Join(',', Enumerable.Repeat("""{"sku":"a","quantity":1}""", 501))}}]}""", "items"),
    ];

    /// <summary>An order that is invalid only because of its size, 1 MB.</summary>
    public static BadBody Huge { get; } = Of("1 MB", $$"""{"customer_id":"c","item":"burger","qty":1,"note":"{{new string('x', 1024 * 1024)}}"}""", "body");

    public override string ToString() => Name;

    static BadBody Of(string name, string text, params string[] fields) => new(name, Encoding.UTF8.GetBytes(text), fields);
}

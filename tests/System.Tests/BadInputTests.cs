using System.Net;

namespace OrleansOrders.SystemTests;

/// <summary>What is no order is told what is wrong with it, the same over HTTP and over the broker, and harms nobody.</summary>
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

using System.Net;
using System.Text;
using System.Text.Json;

namespace OrleansOrders.SystemTests;

/// <summary>Messages with undecodable properties, through every exchange and queue of a running system, beside ordinary orders.</summary>
public sealed class EnvelopeTests(RunningSystem running) : Scenario<RunningSystem>(running)
{
    static readonly List<PoisonEnvelope> Poisons =
    [
        .. PoisonEnvelope.All.Where(poison => poison.Name is "decimal of 29 places" or "20000 tables in one another" or "1000 arrays in one another" or
            "message_id that is no text" or "header name that is no text" or "120 KB of headers"),
    ];

    static readonly string[] Entrances = ["order_placed", "order_status", "inventory_adjustments", "payment_requests", "dlq"];

    [ServerFact]
    public async Task They_harm_nobody_and_an_operator_sees_them_and_sends_them_back_or_deletes_them()
    {
        using var orders = new OrdersCommand(Running.Address);
        using var raw = await RawPublisher.ConnectAsync(Running.BrokerAddress);
        var body = Encoding.UTF8.GetBytes("""{"order_id":"envelope-order","customer_id":"c","item":"burger","qty":1}""");
        var placed = new List<string>();
        foreach (var entrance in Entrances)
        {
            await raw.PublishAllAsync(Of(entrance).Select(poison => ("", entrance, poison.Properties($"{entrance} {poison}"))), body);
            placed.Add((await Orders.PlaceAsync(new { customer_id = "c", items = new[] { new { sku = "burger", quantity = 1 } } })).OrderId());
            Assert.Equal(HttpStatusCode.OK, (await Orders.GetAsync("health/ready")).Status);
        }

        foreach (var id in placed) Assert.Equal("confirmed", (await Orders.FinalAsync(id)).Status());
        var count = Entrances.Sum(entrance => Of(entrance).Count());
        var letters = await Eventually.Async(async () => await LettersAsync(orders), all => all.Count == count, "each is a dead letter");
        Assert.All(letters, letter => Assert.Equal("undecodable_envelope", letter.Text("reason")));
        Assert.Equal(HttpStatusCode.NotFound, (await Orders.GetAsync("orders/envelope-order")).Status);

        // One letter, with the bytes that its producer sent.
        var first = letters.First(letter => letter.Text("queue") == "order_placed" && letter.Text("message_id") == "order_placed decimal of 29 places");
        var shown = (await orders.EndsAsync(0, "dead-letters", "show", first.Text("id"), "--json")).Json;
        Assert.Equal(6, Poisons.Count);
        var expected = Poisons[0].Properties("order_placed decimal of 29 places");
        Assert.Equal((Convert.ToBase64String(expected), expected.Length), (shown.GetProperty("envelope").Text("base64"), shown.GetProperty("envelope").GetProperty("bytes").GetInt32()));
        Assert.Contains("a decimal has more than 28 places", (await orders.EndsAsync(0, "dead-letters", "--queue", "order_placed")).Out, StringComparison.Ordinal);

        // Its body is an order: a replay without its properties places it.
        await orders.EndsAsync(0, "dead-letters", "replay", first.Text("id"));
        Assert.Equal("confirmed", (await Orders.FinalAsync("envelope-order")).Status());

        // Letters that were published to the dead letters directly have no original queue.
        var foreign = letters.First(letter => letter.GetProperty("queue").ValueKind is JsonValueKind.Null);
        await orders.EndsAsync(1, "dead-letters", "replay", foreign.Text("id"));
        await orders.EndsAsync(0, "dead-letters", "delete", foreign.Text("id"));
        Assert.Equal(count - 2, (await LettersAsync(orders)).Count);
        await (await Running.Broker.ChannelAsync()).QueuePurgeAsync("dlq");
        Assert.DoesNotContain("Lost the RabbitMQ connection", Running.App.Output, StringComparison.Ordinal);
    }

    static IEnumerable<PoisonEnvelope> Of(string entrance) => Poisons.Where(poison => entrance == "order_placed" || !poison.IsHeavy);

    static async Task<List<JsonElement>> LettersAsync(OrdersCommand orders) =>
        [.. (await orders.EndsAsync(0, "dead-letters", "list", "--limit", "200", "--json")).Json.GetProperty("dead_letters").EnumerateArray()];
}

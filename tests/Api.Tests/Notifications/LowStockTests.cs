using System.Net;
using System.Text;

namespace OrleansOrders.Api.Tests;

/// <summary><c>inventory.low</c>, from the handlers of the bridge and from HTTP down to real grains.</summary>
public sealed class LowStockTests : ApiTest
{
    [Fact]
    public async Task An_item_that_falls_below_the_threshold_is_announced_once_for_the_crossing()
    {
        await Stock("burger", 12);
        await Place("low-1", "burger", 2);
        Assert.Empty(Low());

        await Place("low-2", "burger", 1);
        await Place("low-2", "burger", 1);
        await Place("low-3", "burger", 1);

        var low = Assert.Single(Low());
        Assert.Equal((Exchanges.InventoryEvents, "inventory.low", "burger:3:inventory.low"), (low.Exchange, low.RoutingKey, low.MessageId));
        Assert.Matches("""^\{"sku":"burger","available":9,"threshold":10,"at":"[^"]+Z"\}$""", Encoding.UTF8.GetString(low.Body.Span));
    }

    [Fact]
    public async Task An_item_that_was_filled_up_and_falls_again_is_announced_again()
    {
        await Stock("cola", 10);
        await Place("again-1", "cola", 1);
        await Stock("cola", 20);
        await Place("again-2", "cola", 11);

        Assert.Equal(["cola:2:inventory.low", "cola:4:inventory.low"], Low().Select(message => message.MessageId));
    }

    [Fact]
    public async Task Every_item_of_an_order_is_looked_at()
    {
        await Stock("a", 10);
        await Stock("b", 100);
        await Stock("c", 10);
        await Place("""{"order_id":"many","customer_id":"c-1","items":[{"sku":"a","quantity":1},{"sku":"b","quantity":1},{"sku":"c","quantity":5}]}""");

        Assert.Equal(["a:2:inventory.low", "c:2:inventory.low"], Low().Select(message => message.MessageId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Goods_that_are_written_off_count_too()
    {
        await Stock("pizza", 10);
        var handler = new StockAdjustmentHandler(Host.Grains, new(TimeProvider.System, Random.Shared), Host.Publisher);
        var body = """{"sku":"pizza","adjustment_id":"lost-1","delta":-3}""";
        for (var i = 0; i < 2; i++) Assert.True((await handler.Handle(Delivery(body), CancellationToken.None)).IsDone);

        Assert.Equal(["pizza:2:inventory.low"], Low().Select(message => message.MessageId));
    }

    [Fact]
    public async Task Stock_that_is_set_or_adjusted_over_http_is_announced_too_and_once()
    {
        await Stock("salad", 10);
        for (var i = 0; i < 2; i++) await Host.Post("/inventory/salad/adjustments", """{"adjustment_id":"a-1","delta":-1}""");
        await Host.Post("/inventory/salad/adjustments", """{"adjustment_id":"a-2","delta":-1}""");
        await Stock("salad", 10);
        await Stock("salad", 3);
        await Stock("salad", 2);

        Assert.Equal(["salad:2:inventory.low", "salad:5:inventory.low"], Low().Select(message => message.MessageId));
        Assert.All(Host.Publisher.Published, message => Assert.Equal(RoutingKeys.InventoryLow, message.Type));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stock_is_changed_all_the_same_while_the_broker_takes_nothing(bool connected)
    {
        await Stock("salad", 10);
        Host.Publisher.Current = Host.Publisher.Current with { Connected = connected };
        Host.Publisher.Then = (_, ct) => Task.Delay(Timeout.Infinite, ct);

        var answer = await Host.Put("/inventory/salad", """{"available":3}""");

        Assert.Equal("""{"sku":"salad","available":3,"reserved":0,"sold":0}""", answer.Text);
        Assert.Equal(connected ? 1 : 0, Host.Publisher.Attempts);
    }

    IEnumerable<OutgoingMessage> Low() => Host.Publisher.Published.Where(message => message.Type == RoutingKeys.InventoryLow);

    async Task Stock(string sku, int available) => Assert.Equal(HttpStatusCode.OK, (await Host.Put($"/inventory/{sku}", $$"""{"available":{{available}}}""")).Status);

    Task Place(string id, string sku, int quantity) =>
        Place($$"""{"order_id":"{{id}}","customer_id":"c-1","items":[{"sku":"{{sku}}","quantity":{{quantity}}}]}""");

    async Task Place(string order)
    {
        var result = await new OrderPlacedHandler(Host.Grains, new(TimeProvider.System, Random.Shared), Host.Publisher).Handle(Delivery(order), CancellationToken.None);
        Assert.True(result.IsDone, result.Error);
    }

    static Delivery Delivery(string body) => new() { Queue = Queues.OrderPlaced, Exchange = "", RoutingKey = "", Body = Encoding.UTF8.GetBytes(body) };
}

using System.Text;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class PoisonTests : BrokerTest
{
    [ServerFact]
    public async Task Poison_is_set_aside_at_once_and_what_is_behind_it_flows()
    {
        await using var bus = await Consuming(delivery => delivery.MessageId!.StartsWith("bad", StringComparison.Ordinal)
            ? HandlerResult.Poison("not_json", "the body is not JSON")
            : HandlerResult.Done);
        await bus.Publisher.PublishAll([.. Messages.PlacedMany(20, "bad"), .. Messages.PlacedMany(50, "good")], default);

        await Eventually.Async(async () => (await bus.Inspector.Depth(BrokerNames.DeadLetterQueue, default))?.Ready == 20, "twenty dead letters");
        await Eventually.Async(() => bus.Get<RecordingHandler>().Seen.Count == 70, "all handled");
        var headers = (await Outside.Take(BrokerNames.DeadLetterQueue))!.BasicProperties.Headers!;
        Assert.Equal("not_json", Encoding.UTF8.GetString((byte[])headers[MessageHeaders.Reason]!));
        Assert.Equal("the body is not JSON", Encoding.UTF8.GetString((byte[])headers[MessageHeaders.Error]!));
        Assert.Equal(1, headers[MessageHeaders.Attempts]);
    }

    [ServerFact]
    public async Task A_message_with_absurd_properties_is_set_aside_whole_and_stays_there()
    {
        await using var bus = await Consuming(_ => HandlerResult.Poison("absurd", new string('e', 5_000) + "\r\n"));
        var body = new byte[1_000_000];
        await Outside.Publish(Exchanges.NewOrders, "", body, new()
        {
            MessageId = "m",
            Expiration = "2000",
            UserId = new Uri(Broker).UserInfo.Split(':')[0],
            Timestamp = new(long.MaxValue),
            Priority = 200,
            Headers = new Dictionary<string, object?>
            {
                [MessageHeaders.Attempt] = "minus one",
                ["CC"] = new List<object?> { Queues.InventoryAdjustments },
                ["nested"] = new Dictionary<string, object?> { ["deep"] = new List<object?> { 1, "two" } },
                ["huge"] = new string('h', 60_000),
                ["kept"] = 7L,
            },
        });

        await Eventually.Async(async () => (await bus.Inspector.Depth(BrokerNames.DeadLetterQueue, default))?.Ready == 1, "a dead letter");
        // A message that expires after as long again: once it is gone, the producer's expiry has passed, which must not count for the dead letter.
        await Outside.Channel.QueueDeclareAsync("clock", durable: false, exclusive: true, autoDelete: true);
        await Outside.Publish(BrokerNames.DefaultExchange, "clock", [], new() { Expiration = "2000" });
        await Eventually.Async(() => Outside.Ready("clock"), ready => ready == 1, "the clock is wound up");
        await Eventually.Async(() => Outside.Ready("clock"), ready => ready == 0, "the clock has run down");
        var dead = await Outside.Take(BrokerNames.DeadLetterQueue);
        Assert.NotNull(dead);
        Assert.Equal(body.Length, dead.Body.Length);
        Assert.Equal(7L, dead.BasicProperties.Headers!["kept"]);
        Assert.Equal(0, (await bus.Inspector.Depth(Queues.InventoryAdjustments, default))?.Ready);
    }

    [ServerFact]
    public async Task Each_delivery_is_settled_once_whatever_its_handler_says()
    {
        const int Count = 900;
        await using var bus = await Consuming(delivery => (int.Parse(delivery.MessageId!.AsSpan(2), null) % 3) switch
        {
            0 => HandlerResult.Done,
            1 => HandlerResult.Poison("third", "every third"),
            _ => delivery.Attempt == 2 ? HandlerResult.Done : throw new TimeoutException("at first"),
        });
        await bus.Publisher.PublishAll(Messages.PlacedMany(Count), default);

        await Eventually.Async(() => bus.Get<RecordingHandler>().Seen.Count >= Count * 4 / 3, "all handled");
        await Eventually.Async(async () => (await bus.Inspector.Depth(BrokerNames.DeadLetterQueue, default))?.Ready == Count / 3, "a third set aside");
        // To settle a delivery twice closes its channel, and to leave one unsettled brings it back when the consumer goes.
        await bus.Stop();
        Assert.DoesNotContain(bus.Log.All, line => line.Contains("No longer consuming", StringComparison.Ordinal));
        Assert.Equal(Count * 4 / 3, bus.Get<RecordingHandler>().Seen.Count);
        Assert.Equal(0, await Outside.Ready(Queues.OrderPlaced));
        Assert.Equal(0, await Outside.Ready(BrokerNames.RetryQueue(Queues.OrderPlaced, TestBus.FirstRetry)));
        Assert.Equal(Count / 3, await Outside.Ready(BrokerNames.DeadLetterQueue));
    }
}

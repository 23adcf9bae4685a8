using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class RetryTests : BrokerTest
{
    [ServerFact]
    public async Task A_message_that_keeps_failing_is_tried_after_growing_waits_and_then_set_aside_with_its_story()
    {
        List<TimeSpan> times = [];
        var watch = Stopwatch.StartNew();
        await using var bus = await Consuming(HandlerResult (_) =>
        {
            times.Add(watch.Elapsed);
            throw new TimeoutException("the store is\naway");
        });
        await bus.Publisher.Publish(Messages.Placed("m", """{"order_id":"o"}"""), default);
        var dead = await Eventually.Async(() => Outside.Take(BrokerNames.DeadLetterQueue), message => message is not null, "a dead letter");

        var headers = dead!.BasicProperties.Headers!;
        Assert.Equal("""{"order_id":"o"}""", Encoding.UTF8.GetString(dead.Body.Span));
        Assert.Equal(("m", "order-of-m", true), (dead.BasicProperties.MessageId, dead.BasicProperties.CorrelationId, dead.BasicProperties.Persistent));
        Assert.Equal(DeadLetterReasons.AttemptsExhausted, Text(headers[MessageHeaders.Reason]));
        Assert.Equal("TimeoutException: the store is away", Text(headers[MessageHeaders.Error]));
        Assert.Equal(Queues.OrderPlaced, Text(headers[MessageHeaders.OriginQueue]));
        Assert.Equal(Exchanges.OrderEvents, Text(headers[MessageHeaders.OriginExchange]));
        Assert.Equal("order.placed.EUR", Text(headers[MessageHeaders.OriginRoutingKey]));
        Assert.Equal(3, headers[MessageHeaders.Attempts]);
        Assert.Matches(@"^[^.]+\.\d{6}Z$", Text(headers[MessageHeaders.DeadAt]));
#pragma warning disable RS0030 // The stamp is compared with the machine's clock.
        Assert.Equal(DateTimeOffset.UtcNow, DateTimeOffset.Parse(Text(headers[MessageHeaders.DeadAt]), CultureInfo.InvariantCulture), TimeSpan.FromMinutes(1));
#pragma warning restore RS0030

        var seen = bus.Get<RecordingHandler>().Seen;
        Assert.Equal([1, 2, 3], seen.Select(delivery => delivery.Attempt));
        Assert.All(seen, delivery => Assert.Equal((Exchanges.OrderEvents, "order.placed.EUR"), (delivery.Exchange, delivery.RoutingKey)));
        Assert.True(times[1] - times[0] >= TimeSpan.FromMilliseconds(95), $"second attempt after {times[1] - times[0]}");
        Assert.True(times[2] - times[1] >= TimeSpan.FromMilliseconds(195), $"third attempt after {times[2] - times[1]}");
        await Empty(bus);
    }

    [ServerFact]
    public async Task A_message_that_succeeds_at_the_second_attempt_is_done()
    {
        await using var bus = await Consuming(delivery => delivery.Attempt == 1 ? throw new TimeoutException() : HandlerResult.Done);
        await bus.Publisher.Publish(Messages.To(Exchanges.NewOrders, RoutingKeys.None, "m"), default);

        await Eventually.Async(() => bus.Get<RecordingHandler>().Seen.Count == 2, "two attempts");
        await Empty(bus);
        Assert.Equal(0, (await bus.Inspector.Depth(BrokerNames.DeadLetterQueue, default))?.Ready);
        Assert.All(bus.Get<RecordingHandler>().Seen, delivery => Assert.Equal((Exchanges.NewOrders, ""), (delivery.Exchange, delivery.RoutingKey)));
    }

    [ServerFact]
    public async Task Other_listeners_of_the_exchange_do_not_see_a_retry()
    {
        await using var bus = await Consuming(delivery => delivery.Attempt < 3 ? throw new TimeoutException() : HandlerResult.Done);
        await Outside.Channel.QueueDeclareAsync("listener", durable: false, exclusive: true, autoDelete: true);
        await Outside.Channel.QueueBindAsync("listener", Exchanges.OrderEvents, "#");
        await bus.Publisher.Publish(Messages.Placed("m"), default);

        await Eventually.Async(() => bus.Get<RecordingHandler>().Seen.Count == 3, "three attempts");
        Assert.Equal(1, await Outside.Ready("listener"));
    }

    [ServerFact]
    public async Task Messages_behind_one_that_waits_keep_flowing()
    {
        await using var bus = await Consuming(
            delivery => delivery.MessageId == "bad" && delivery.Attempt == 1 ? throw new TimeoutException() : HandlerResult.Done,
            new() { ["RabbitMq:FirstRetryDelay"] = "00:00:02", ["RabbitMq:Concurrency"] = "1" });
        await bus.Publisher.PublishAll([Messages.Placed("bad"), .. Messages.PlacedMany(100)], default);

        await Eventually.Async(() => bus.Get<RecordingHandler>().Seen.Count == 102, "all handled, one of them twice");
        Assert.Equal(("bad", 2), (bus.Get<RecordingHandler>().Seen.Last().MessageId, bus.Get<RecordingHandler>().Seen.Last().Attempt));
    }

    [ServerTheory]
    [InlineData("Quorum", null)]
    [InlineData("Classic", null)]
    [InlineData("Quorum", "86400000")]
    public async Task A_message_of_another_that_never_expires_does_not_hold_up_a_delay_queue(string type, string? expiration)
    {
        await using var bus = await Consuming(
            delivery => delivery is { MessageId: "m", Attempt: 1 } ? throw new TimeoutException() : HandlerResult.Done, new() { ["RabbitMq:QueueType"] = type });
        await Outside.Publish(BrokerNames.DefaultExchange, BrokerNames.RetryQueue(Queues.OrderPlaced, TestBus.FirstRetry), [], new() { MessageId = "foreign", Expiration = expiration });
        await bus.Publisher.Publish(Messages.Placed("m"), default);

        await Eventually.Async(() => bus.Get<RecordingHandler>().Seen.Count == 3, "two attempts, and the message of another");
        await Empty(bus);
    }

    [ServerFact]
    public async Task A_message_whose_delay_queue_was_deleted_stays_in_hand_until_it_is_back()
    {
        await using var bus = await Consuming(delivery => delivery.Attempt == 1 ? throw new TimeoutException() : HandlerResult.Done);
        await Outside.Channel.QueueDeleteAsync(BrokerNames.RetryQueue(Queues.OrderPlaced, TestBus.FirstRetry));
        await bus.Publisher.Publish(Messages.Placed("m"), default);

        await Eventually.Async(() => bus.Get<RecordingHandler>().Seen.Count == 2, "two attempts");
        Assert.Contains(bus.Log.All, line => line.Contains("cannot be published to", StringComparison.Ordinal));
        Assert.Equal([1, 2], bus.Get<RecordingHandler>().Seen.Select(delivery => delivery.Attempt));
    }

    [ServerTheory]
    [InlineData("Quorum")]
    [InlineData("Classic")]
    public async Task Retries_and_dead_letters_work_on_both_types_of_queue(string type)
    {
        await using var bus = await Consuming(HandlerResult (_) => throw new TimeoutException(), new() { ["RabbitMq:QueueType"] = type });
        await bus.Publisher.PublishAll(Messages.PlacedMany(20), default);
        await Eventually.Async(async () => (await bus.Inspector.Depth(BrokerNames.DeadLetterQueue, default))?.Ready == 20, "all set aside");
        Assert.Equal(60, bus.Get<RecordingHandler>().Seen.Count);
    }

    static Task Empty(TestBus bus) => Eventually.Async(
        async () => (await bus.Inspector.Depth(Queues.OrderPlaced, default))?.Ready == 0 &&
                    (await bus.Inspector.Depth(BrokerNames.RetryQueue(Queues.OrderPlaced, TestBus.FirstRetry), default))?.Ready == 0 &&
                    (await bus.Inspector.Depth(BrokerNames.RetryQueue(Queues.OrderPlaced, TestBus.FirstRetry * 2), default))?.Ready == 0,
        "nothing left behind");

    static string Text(object? header) => Encoding.UTF8.GetString(Assert.IsType<byte[]>(header));
}

using OrleansOrders.Testing;

namespace OrleansOrders.Messaging.Tests;

public sealed class BatchConsumerTests : BrokerTest
{
    [ServerFact]
    public async Task A_batch_is_whatever_has_arrived_in_order_and_never_more_than_allowed()
    {
        var release = new TaskCompletionSource();
        await using var bus = await Consuming(async _ =>
        {
            await release.Task;
            return HandlerResult.Done;
        });
        var handler = bus.Get<RecordingBatchHandler>();
        await bus.Publisher.Publish(Fact("first"), default);
        await Eventually.Async(() => handler.Batches.Count == 1, "one alone, without waiting for more");
        for (var i = 0; i < 25; i++)
            await bus.Publisher.Publish(Fact($"{i}"), default);
        await Eventually.Async(async () => (await bus.Inspector.Depth(Queues.Notifications, default))?.Ready == 0, "all delivered");
        release.SetResult();

        await Eventually.Async(() => handler.Batches.Sum(batch => batch.Count) == 26, "all handled");
        Assert.Equal([1, 10, 10, 5], handler.Batches.Select(batch => batch.Count));
        Assert.Equal(["first", .. Enumerable.Range(0, 25).Select(i => $"{i}")], handler.Batches.SelectMany(batch => batch).Select(delivery => delivery.MessageId));
        await bus.Stop();
        await NothingLeft();
    }

    [ServerFact]
    public async Task Poison_in_a_batch_goes_alone()
    {
        await using var bus = await Consuming(delivery => Task.FromResult(delivery.MessageId == "bad" ? HandlerResult.Poison("bad", "it is") : HandlerResult.Done));
        await bus.Publisher.PublishAll([.. Enumerable.Range(0, 30).Select(i => Fact($"{i}")), Fact("bad"), .. Enumerable.Range(30, 30).Select(i => Fact($"{i}"))], default);

        await Eventually.Async(async () => (await bus.Inspector.Depth(Queues.DeadLetters, default))?.Ready == 1, "one dead letter");
        await Eventually.Async(() => bus.Get<RecordingBatchHandler>().Batches.Sum(batch => batch.Count) == 61, "all handled");
        await bus.Stop();
        await NothingLeft();
    }

    [ServerFact]
    public async Task A_batch_that_throws_is_handled_one_by_one_so_that_only_the_cause_is_tried_again()
    {
        var release = new TaskCompletionSource();
        await using var bus = await Consuming(async delivery =>
        {
            await release.Task;
            return delivery.MessageId == "bad" ? throw new TimeoutException("only this one") : HandlerResult.Done;
        });
        await bus.Publisher.PublishAll([Fact("0"), Fact("1"), Fact("bad"), Fact("2"), Fact("3")], default);
        await Eventually.Async(async () => (await bus.Inspector.Depth(Queues.Notifications, default))?.Ready == 0, "all delivered");
        release.SetResult();

        await Eventually.Async(async () => (await bus.Inspector.Depth(Queues.DeadLetters, default))?.Ready == 1, "one dead letter");
        var attempts = bus.Get<RecordingBatchHandler>().Batches.SelectMany(batch => batch).GroupBy(delivery => delivery.MessageId!, delivery => delivery.Attempt);
        Assert.All(attempts, message => Assert.Equal(message.Key == "bad" ? 3 : 1, message.Max()));
        await bus.Stop();
        await NothingLeft();
    }

    static OutgoingMessage Fact(string id) => Messages.To(Exchanges.OrderEvents, RoutingKeys.OrderConfirmed, id) with { CorrelationId = "one order" };

    async Task<TestBus> Consuming(Func<Delivery, Task<HandlerResult>> answer)
    {
        var handler = new RecordingBatchHandler { Answer = answer };
        return await TestBus.Start(Broker, services => services.AddSingleton(handler).AddBatchConsumer<RecordingBatchHandler>(Queues.Notifications),
            new() { ["RabbitMq:BatchSize"] = "10" });
    }

    async Task NothingLeft()
    {
        await using var outsider = await Outsider.Connect(Broker);
        Assert.Equal(0, await outsider.Ready(Queues.Notifications));
    }
}

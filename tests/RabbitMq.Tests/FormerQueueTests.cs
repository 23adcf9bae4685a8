using OrleansOrders.Contracts;
using OrleansOrders.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.RabbitMq.Tests;

/// <summary>A broker of the version before, with messages in its queue of notifications and in a delay queue of it.</summary>
public sealed class FormerQueueTests : BrokerTest
{
    static readonly string Delay = BrokerNames.RetryQueue(Queues.FormerNotifications, TestBus.FirstRetry);

    readonly RecordingHandler _handler = new();

    public static TheoryData<QueueType> Types => [.. Enum.GetValues<QueueType>()];

    [ServerTheory, MemberData(nameof(Types))]
    public async Task What_is_left_is_worked_and_the_queue_goes_with_its_bindings_and_delay_queues(QueueType type)
    {
        await using var bus = await Start(type);
        await using var outsider = await Outsider.Connect(Broker);
        await Former(outsider, type);
        await Publish(outsider, Exchanges.OrderEvents, RoutingKeys.OrderConfirmed, "waits");
        await Publish(outsider, Exchanges.PaymentEvents, RoutingKeys.PaymentRefunded, "refund");
        await Publish(outsider, BrokerNames.DefaultExchange, Delay, "late");
        _handler.Answer = (delivery, _) => ValueTask.FromResult(delivery.MessageId == "waits" ? HandlerResult.Poison("bad", "it is") : HandlerResult.Done);

        await Gone(bus);

        Assert.Equal(["late", "refund", "waits"], _handler.Ids.Order(StringComparer.Ordinal));
        Assert.Equal(RoutingKeys.OrderConfirmed, _handler.Seen.Single(delivery => delivery.MessageId == "waits").RoutingKey);
        Assert.Equal(["waits"], await outsider.TakeAllIds(BrokerNames.DeadLetterQueue));
        foreach (var queue in new[] { Queues.FormerNotifications, Delay })
        {
            await using var other = await Outsider.Connect(Broker);
            await Assert.ThrowsAsync<OperationInterruptedException>(() => other.Channel.QueueDeclarePassiveAsync(queue));
        }
    }

    [ServerFact]
    public async Task Nothing_more_comes_into_it_and_what_cannot_be_worked_now_stays_and_stops_nothing_behind_it()
    {
        await using var bus = await Start(QueueType.Quorum);
        await using var outsider = await Outsider.Connect(Broker);
        await Former(outsider, QueueType.Quorum);
        foreach (var id in new[] { "stuck", "good" }) await Publish(outsider, Exchanges.OrderEvents, RoutingKeys.OrderFailed, id);
        _handler.Answer = (delivery, _) => delivery.MessageId == "stuck" ? throw new TimeoutException("not now") : ValueTask.FromResult(HandlerResult.Done);

        await Eventually.Async(async () =>
        {
            Assert.False(await Work(bus));
            return _handler.Ids.Contains("good");
        }, "the one behind is worked");
        await Publish(outsider, Exchanges.OrderEvents, RoutingKeys.OrderFailed, "new");
        await Eventually.Async(() => outsider.Ready(Queues.FormerNotifications), ready => ready == 1, "only the one that failed is back");
        _handler.Answer = (_, _) => ValueTask.FromResult(HandlerResult.Done);
        await Gone(bus);

        Assert.DoesNotContain("new", _handler.Ids);
        Assert.Equal(1, _handler.Ids.Count(id => id == "good"));
    }

    [ServerFact]
    public async Task One_call_works_a_bounded_number_of_messages()
    {
        await using var bus = await Start(QueueType.Classic);
        await using var outsider = await Outsider.Connect(Broker);
        await Former(outsider, QueueType.Classic);
        for (var i = 0; i < 201; i++) await Publish(outsider, Exchanges.OrderEvents, RoutingKeys.OrderFailed, $"{i}");
        await Eventually.Async(() => outsider.Ready(Queues.FormerNotifications), ready => ready == 201, "all are there");
        _handler.Answer = (_, _) => ValueTask.FromResult(HandlerResult.Done);

        Assert.False(await Work(bus));

        Assert.Equal(200, _handler.Ids.Count());
    }

    [ServerFact]
    public async Task It_stays_while_a_process_of_the_version_before_consumes_it()
    {
        await using var bus = await Start(QueueType.Quorum);
        await using var outsider = await Outsider.Connect(Broker);
        await Former(outsider, QueueType.Quorum);
        var tag = await outsider.Channel.BasicConsumeAsync(Queues.FormerNotifications, autoAck: false, new Idle(outsider.Channel));

        // Longer than it has to be quiet.
        for (var i = 0; i < 15; i++)
        {
            Assert.False(await Work(bus));
            await Task.Delay(TestBus.FirstRetry);
        }

        await outsider.Channel.BasicCancelAsync(tag);

        await Gone(bus);
    }

    [ServerFact]
    public async Task Where_there_is_none_nothing_is_done()
    {
        await using var bus = await Start(QueueType.Quorum);

        Assert.True(await Work(bus));
        Assert.True(await Work(bus));
    }

    Task<TestBus> Start(QueueType type) => TestBus.Start(
        Broker,
        services => services.AddSingleton(_handler).AddQueueConsumer<RecordingHandler>(Queues.OrderStatus),
        new() { ["RabbitMq:QueueType"] = $"{type}", ["RabbitMq:HeldTooLong"] = "00:00:01" });

    Task<bool> Work(TestBus bus) => bus.Get<IFormerQueue>().Work(_handler, default);

    Task Gone(TestBus bus) => Eventually.Async(() => Work(bus), "the queue is gone");

    /// <summary>As the version before declared it.</summary>
    static async Task Former(Outsider outsider, QueueType type)
    {
        await outsider.Channel.QueueDeclareAsync(Queues.FormerNotifications, durable: true, exclusive: false, autoDelete: false, QueueArguments.Of(type));
        await outsider.Channel.QueueDeclareAsync(Delay, durable: true, exclusive: false, autoDelete: false, QueueArguments.OfRetry(type, Queues.FormerNotifications, TestBus.FirstRetry));
        foreach (var binding in BrokerTopology.Declared.Former!.Bindings)
            await outsider.Channel.QueueBindAsync(binding.Queue, binding.Exchange, binding.Pattern);
    }

    static async Task Publish(Outsider outsider, string exchange, string key, string id) =>
        await outsider.Channel.BasicPublishAsync(exchange, key, mandatory: false, new BasicProperties { MessageId = id, DeliveryMode = DeliveryModes.Persistent }, "{}"u8.ToArray());

    sealed class Idle(IChannel channel) : AsyncDefaultBasicConsumer(channel);
}

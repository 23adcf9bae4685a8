using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class TopologyTests : BrokerTest
{
    [ServerFact]
    public async Task It_is_declared_at_start_and_again_by_the_next_process()
    {
        await using var first = await TestBus.Start(Broker);
        await using var second = await TestBus.Start(Broker);

        foreach (var queue in DeclaredQueue.All(BrokerTopology.Declared, new() { Attempts = 3, FirstRetryDelay = TestBus.FirstRetry, RetryDelayFactor = 2 }))
            await Outside.Channel.QueueDeclarePassiveAsync(queue.Name);
        foreach (var exchange in BrokerTopology.Declared.Exchanges) await Outside.Channel.ExchangeDeclarePassiveAsync(exchange.Name);
        await Assert.ThrowsAsync<OperationInterruptedException>(() => Outside.Channel.QueueDeclarePassiveAsync(BrokerNames.RetryQueue(BrokerNames.DeadLetterQueue, TestBus.FirstRetry)));
    }

    [ServerFact]
    public async Task Each_binding_brings_its_messages_to_its_queue()
    {
        await using var bus = await TestBus.Start(Broker);
        foreach (var binding in BrokerTopology.Declared.Bindings.DistinctBy(binding => (binding.Exchange, binding.Pattern)))
            await bus.Publisher.Publish(Messages.To(binding.Exchange, binding.Pattern.Replace("*", "EUR", StringComparison.Ordinal), "m"), default);

        foreach (var queue in BrokerTopology.Declared.Queues)
            Assert.Equal(BrokerTopology.Declared.Bindings.Count(binding => binding.Queue == queue.Name), (await bus.Inspector.Depth(queue.Name, default))?.Ready);
    }

    [ServerFact]
    public async Task A_queue_with_other_arguments_stops_the_start_and_says_what_to_do()
    {
        await Outside.Channel.QueueDeclareAsync(Queues.OrderStatus, durable: true, exclusive: false, autoDelete: false);
        await using var bus = TestBus.Build(Broker);

        var mismatch = await Assert.ThrowsAsync<TopologyMismatchException>(bus.StartHost);

        Assert.Contains("queue 'order_status'", mismatch.Message, StringComparison.Ordinal);
        Assert.Contains("inequivalent arg 'x-queue-type'", mismatch.Message, StringComparison.Ordinal);
        Assert.Contains($"rabbitmqctl delete_queue -p '{new Uri(Broker).AbsolutePath[1..]}' order_status", mismatch.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task An_exchange_of_another_kind_stops_the_start()
    {
        await Outside.Channel.ExchangeDeclareAsync(Exchanges.OrderEvents, "fanout", durable: true);
        await using var bus = TestBus.Build(Broker);

        var mismatch = await Assert.ThrowsAsync<TopologyMismatchException>(bus.StartHost);
        Assert.Contains("exchange 'order_events'", mismatch.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Retry_delays_can_be_changed_without_deleting_queues()
    {
        await using (await TestBus.Start(Broker))
        {
        }

        await using var changed = await TestBus.Start(Broker, settings: new() { ["RabbitMq:FirstRetryDelay"] = "00:00:07", ["RabbitMq:Attempts"] = "4" });
        Assert.True(changed.IsHealthy);
    }

    [ServerFact]
    public async Task Two_processes_may_declare_at_the_same_moment()
    {
        var buses = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TestBus.Start(Broker)));
        foreach (var bus in buses)
        {
            await Eventually.Async(() => bus.IsHealthy, "healthy");
            await bus.DisposeAsync();
        }
    }

    [ServerFact]
    public async Task The_depth_of_a_queue_that_is_not_there_is_not_known()
    {
        await using var bus = await TestBus.Start(Broker);
        Assert.Null(await bus.Inspector.Depth("nowhere", default));
        Assert.Equal(new QueueDepth(0, 0), await bus.Inspector.Depth(BrokerNames.DeadLetterQueue, default));
    }
}

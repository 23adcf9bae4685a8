using System.Collections.Concurrent;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class ConnectionLossTests : BrokerTest
{
    [ServerFact]
    public async Task Nothing_published_is_lost_when_the_connection_is_cut_in_the_midst_of_it()
    {
        const int Count = 6_000;
        await using var proxy = new TcpProxy(Broker);
        await using var bus = await TestBus.Start(proxy.ConnectionString, settings: new() { ["RabbitMq:ConfirmTimeout"] = "00:00:30" });

        var body = $"\"{new string('x', 2_000)}\"";
        var publishing = bus.Publisher.PublishAll([.. Enumerable.Range(0, Count).Select(i => Messages.Placed($"m-{i}", body))], default);
        var cuts = 0;
        for (var goal = Count / 10; goal < Count && !publishing.IsCompleted; goal += Count / 5, cuts++)
        {
            await Eventually.Async(() => Outside.Ready(Queues.OrderPlaced), ready => ready > goal || publishing.IsCompleted, $"{goal} messages in the queue");
            proxy.Cut();
        }

        await publishing;
        Assert.True(cuts >= 2, $"Only {cuts} cuts: the test proves nothing.");
        Assert.Contains(bus.Log.All, line => line.Contains("Lost the RabbitMQ connection for publishing", StringComparison.Ordinal));
        var ids = (await Outside.TakeAllIds(Queues.OrderPlaced)).ToHashSet();
        Assert.Equal(Count, ids.Count);
    }

    [ServerFact]
    public async Task Every_message_is_handled_although_the_connection_is_cut_again_and_again()
    {
        const int Count = 2_000;
        ConcurrentDictionary<string, int> handled = [];
        await using var proxy = new TcpProxy(Broker);
        await using var bus = await TestBus.Start(proxy.ConnectionString, services => services.AddQueueConsumer<RecordingHandler>(Queues.OrderPlaced),
            new() { ["RabbitMq:Concurrency"] = "8" });
        bus.Get<RecordingHandler>().Answer = async (delivery, ct) =>
        {
            await Task.Yield();
            handled.AddOrUpdate(delivery.MessageId!, 1, (_, times) => times + 1);
            return HandlerResult.Done;
        };
        await using var direct = await TestBus.Start(Broker);
        var publishing = direct.Publisher.PublishAll(Messages.PlacedMany(Count), default);
        for (var goal = Count / 10; goal < Count; goal += Count / 4)
        {
            await Eventually.Async(() => handled.Count > goal, $"{goal} handled");
            proxy.Cut();
        }

        await publishing;
        await Eventually.Async(() => handled.Count == Count, "all handled");
        await Eventually.Async(async () => (await direct.Inspector.Depth(Queues.OrderPlaced, default))?.Ready == 0, "the queue is empty");
        await Eventually.Async(() => bus.IsHealthy, "healthy again");
        await bus.Stop();
        Assert.Equal(0, (await direct.Inspector.Depth(Queues.OrderPlaced, default))?.Ready);
    }

    [ServerFact]
    public async Task A_connection_is_over_with_its_socket_also_while_the_client_still_waits_to_answer_the_brokers_goodbye()
    {
        var virtualHost = await TestVirtualHost.CreateAsync();
        await using var proxy = new TcpProxy(virtualHost.ConnectionString);
        await using var bus = await TestBus.Start(
            proxy.ConnectionString, settings: new() { ["RabbitMq:Heartbeat"] = "00:05:00", ["RabbitMq:ConfirmTimeout"] = "00:00:10" });
        var body = $"\"{new string('x', 100_000)}\"";

        // The channels are open.
        await bus.Publisher.PublishAll(Messages.PlacedMany(20), default);
        proxy.StopListening();
        var publishing = bus.Publisher.PublishAll([.. Enumerable.Range(0, 500).Select(i => Messages.Placed($"m-{i}", body))], default);
        await Eventually.Async(() => proxy.IsHolding, "the way to the broker is blocked");
        var said = proxy.BytesSaid;
        await virtualHost.DisposeAsync();
        await Eventually.Async(() => proxy.BytesSaid > said, "the broker said goodbye");
        proxy.Cut();

        await Eventually.Async(() => !bus.Health.Connected, "red");
        await Assert.ThrowsAnyAsync<MessagingException>(() => publishing);
    }

    [ServerFact]
    public async Task A_queue_deleted_under_its_consumer_is_declared_again_and_consumed()
    {
        await using var bus = await TestBus.Start(Broker, services => services.AddQueueConsumer<RecordingHandler>(Queues.OrderPlaced));
        await Eventually.Async(() => bus.IsHealthy, "healthy");
        await Outside.Channel.QueueDeleteAsync(Queues.OrderPlaced);

        await Eventually.Async(() => bus.Log.All.Count(line => line.Contains("Consuming order_placed", StringComparison.Ordinal)) == 2, "consuming again");
        await bus.Publisher.Publish(Messages.Placed("m"), default);
        await Eventually.Async(() => bus.Get<RecordingHandler>().Ids.Contains("m"), "handled");
    }
}

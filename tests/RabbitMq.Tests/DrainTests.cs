using OrleansOrders.Contracts;
using OrleansOrders.Testing;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class DrainTests : BrokerTest
{
    [ServerFact]
    public async Task What_is_in_hand_at_stop_is_finished_and_the_rest_stays_in_the_queue()
    {
        var release = new TaskCompletionSource();
        await using var bus = await Consuming(async (_, _) =>
        {
            await release.Task;
            return HandlerResult.Done;
        });
        await bus.Publisher.PublishAll(Messages.PlacedMany(100), default);
        var handler = bus.Get<RecordingHandler>();
        await Eventually.Async(() => handler.Seen.Count == 20, "twenty in hand");

        var stopping = bus.Stop();
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping;

        await using var outsider = await Outsider.Connect(Broker);
        // The broker puts back what a closed channel held in its own time.
        await Eventually.Async(async () => await outsider.Ready(Queues.OrderPlaced) == 80, "eighty are back");
        var left = await outsider.TakeAllIds(Queues.OrderPlaced);
        Assert.Equal(20, handler.Seen.Count);
        Assert.Equal(80, left.Count);
        Assert.Equal(Messages.PlacedMany(100).Select(message => message.MessageId).Order(), left.Concat(handler.Ids).Order());
    }

    [ServerFact]
    public async Task A_handler_that_does_not_finish_in_time_is_told_and_its_message_comes_back()
    {
        await using var bus = await Consuming(
            async (_, ct) =>
            {
                await Task.Delay(Timeout.Infinite, ct);
                return HandlerResult.Done;
            },
            new() { ["RabbitMq:DrainTimeout"] = "00:00:00.200" });
        await bus.Publisher.Publish(Messages.Placed("m"), default);
        await Eventually.Async(() => bus.Get<RecordingHandler>().Seen.Count == 1, "in hand");

        await bus.Stop();

        Assert.Contains(bus.Log.All, line => line.Contains("did not finish within", StringComparison.Ordinal));
        await using var outsider = await Outsider.Connect(Broker);
        Assert.Equal(["m"], await outsider.TakeAllIds(Queues.OrderPlaced));
        Assert.Equal(0, await outsider.Ready(BrokerNames.RetryQueue(Queues.OrderPlaced, TestBus.FirstRetry)));
    }

    [ServerFact]
    public async Task A_process_that_stops_while_messages_flow_leaves_each_either_handled_or_in_the_queue()
    {
        const int Count = 2_000;
        await using var bus = await Consuming(async (_, _) =>
        {
            await Task.Yield();
            return HandlerResult.Done;
        });
        await using var producer = await TestBus.Start(Broker);
        var publishing = producer.Publisher.PublishAll(Messages.PlacedMany(Count), default);
        var handler = bus.Get<RecordingHandler>();
        await Eventually.Async(() => handler.Seen.Count > Count / 10, "some handled");

        await bus.Stop();
        await publishing;

        await using var outsider = await Outsider.Connect(Broker);
        var left = await outsider.TakeAllIds(Queues.OrderPlaced);
        Assert.Equal(Count, left.Count + handler.Seen.Count);
        Assert.Equal(Count, left.Concat(handler.Ids).Distinct().Count());
        Assert.NotEmpty(left);
    }

    async Task<TestBus> Consuming(Func<Delivery, CancellationToken, ValueTask<HandlerResult>> answer, Dictionary<string, string?>? settings = null)
    {
        var handler = new RecordingHandler { Answer = answer };
        settings = new(settings ?? []) { ["RabbitMq:Concurrency"] = "20" };
        return await TestBus.Start(Broker, services => services.AddSingleton(handler).AddQueueConsumer<RecordingHandler>(Queues.OrderPlaced), settings);
    }
}

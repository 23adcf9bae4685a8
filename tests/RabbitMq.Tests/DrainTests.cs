namespace OrleansOrders.RabbitMq.Tests;

public sealed class DrainTests : BrokerTest
{
    [ServerFact]
    public async Task What_is_in_hand_at_stop_is_finished_and_the_rest_stays_in_the_queue()
    {
        var release = new TaskCompletionSource();
        await using var bus = await Draining(async (_, _) =>
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

        // The broker puts back what a closed channel held in its own time.
        await Eventually.Async(async () => await Outside.Ready(Queues.OrderPlaced) == 80, "eighty are back");
        var left = await Outside.TakeAllIds(Queues.OrderPlaced);
        Assert.Equal(20, handler.Seen.Count);
        Assert.Equal(80, left.Count);
        Assert.Equal(Messages.PlacedMany(100).Select(message => message.MessageId).Order(), left.Concat(handler.Ids).Order());
    }

    [ServerFact]
    public async Task A_handler_that_does_not_finish_in_time_is_told_and_its_message_comes_back()
    {
        await using var bus = await Draining(
            async (_, ct) =>
            {
                await Task.Delay(Timeout.Infinite, ct);
                return HandlerResult.Done;
            },
            "00:00:00.200");
        await bus.Publisher.Publish(Messages.Placed("m"), default);
        await Eventually.Async(() => bus.Get<RecordingHandler>().Seen.Count == 1, "in hand");

        await bus.Stop();

        Assert.Contains(bus.Log.All, line => line.Contains("did not finish within", StringComparison.Ordinal));
        Assert.Equal(["m"], await Outside.TakeAllIds(Queues.OrderPlaced));
        Assert.Equal(0, await Outside.Ready(BrokerNames.RetryQueue(Queues.OrderPlaced, TestBus.FirstRetry)));
    }

    [ServerTheory]
    [InlineData(nameof(QueueType.Quorum))]
    [InlineData(nameof(QueueType.Classic))]
    public async Task A_process_that_stops_while_messages_flow_leaves_each_either_handled_or_in_the_queue(string type)
    {
        const int Count = 2_000;
        await using var bus = await Draining(
            async (_, _) =>
            {
                await Task.Yield();
                return HandlerResult.Done;
            },
            type: type);
        await using var producer = await TestBus.Start(Broker, settings: new() { ["RabbitMq:QueueType"] = type });
        var publishing = producer.Publisher.PublishAll(Messages.PlacedMany(Count), default);
        var handler = bus.Get<RecordingHandler>();
        await Eventually.Async(() => handler.Seen.Count > Count / 10, "some handled");

        await bus.Stop();
        await publishing;

        var left = await Outside.TakeAllIds(Queues.OrderPlaced);

        // With 32 commands of a channel under way, a quorum queue's client in the broker (3.10) gathers acknowledgements, and drops those when
        // the channel closes: these messages are delivered again.
        if (type == nameof(QueueType.Classic)) Assert.Equal(Count, left.Count + handler.Seen.Count);
        Assert.Equal(Count, left.Concat(handler.Ids).Distinct().Count());
        Assert.NotEmpty(left);
    }

    Task<TestBus> Draining(Func<Delivery, CancellationToken, ValueTask<HandlerResult>> answer, string timeout = "00:00:15", string type = nameof(QueueType.Quorum)) =>
        Consuming(answer, new() { ["RabbitMq:Concurrency"] = "20", ["RabbitMq:DrainTimeout"] = timeout, ["RabbitMq:QueueType"] = type });
}

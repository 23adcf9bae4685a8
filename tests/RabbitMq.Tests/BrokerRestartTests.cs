using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class BrokerRestartTests
{
    [ServerFact]
    public async Task After_the_broker_was_stopped_or_killed_everything_resumes_and_nothing_is_lost()
    {
        await using var broker = await PrivateBroker.StartNewAsync();
        ConcurrentDictionary<string, int> handled = [];
        var handler = new RecordingHandler
        {
            Answer = (delivery, _) =>
            {
                handled.AddOrUpdate(delivery.MessageId!, 1, (_, times) => times + 1);
                return ValueTask.FromResult(HandlerResult.Done);
            },
        };
        await using var bus = await TestBus.Start(
            broker.ConnectionString, services => services.AddSingleton(handler).AddQueueConsumer<RecordingHandler>(Queues.OrderPlaced),
            new() { ["RabbitMq:ConfirmTimeout"] = "00:01:30" });
        await Eventually.Async(() => bus.IsHealthy, "healthy");

        await Through("stopped", broker.StopAsync);
        await Through("killed", broker.KillAsync);

        async Task Through(string what, Func<Task> fault)
        {
            var before = Enumerable.Range(0, 2_000).Select(i => Messages.Placed($"{what}-before-{i}")).ToList();
            var publishing = bus.Publisher.PublishAll(before, default);
            await Eventually.Async(() => handled.Keys.Any(id => id.StartsWith(what, StringComparison.Ordinal)), "messages flow");
            await fault();
            await Eventually.Async(
                () => Task.FromResult((bus.Health.Connected, Consuming: bus.Health.Consuming[Queues.OrderPlaced])), health => health is (false, false), "red");
            Assert.False(bus.IsHealthy);
            var meanwhile = bus.Publisher.Publish(Messages.Placed($"{what}-meanwhile"), default);

            await broker.StartAsync();
            await Eventually.Async(() => bus.IsHealthy, "green again", TimeSpan.FromMinutes(1));
            await publishing;
            await meanwhile;
            await Eventually.Async(
                () => handled.Keys.Count(id => id.StartsWith(what, StringComparison.Ordinal)) == before.Count + 1, "all handled", TimeSpan.FromMinutes(1));
        }
    }
}

/// <summary>A broker that is connected and in alarm: it keeps its connections and reads nothing from those that publish.</summary>
public sealed class BrokerAlarmTests
{
    [PrivateServerFact]
    public async Task Deadlines_hold_while_the_broker_is_in_alarm_and_nothing_is_lost()
    {
        await using var broker = await PrivateBroker.StartNewAsync();
        await using var bus = await TestBus.Start(broker.ConnectionString, settings: new() { ["RabbitMq:ConfirmTimeout"] = "00:05:00" });
        // The channels are open.
        await bus.Publisher.PublishAll(Messages.PlacedMany(20), default);
        await broker.FillDiskAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bus.Publisher.PublishAll(Messages.PlacedMany(20), deadline.Token));
        await Eventually.Async(() => bus.Health.Blocked is not null, "the broker said that it is in alarm");
        Assert.True(bus.Health is { Connected: true, TakesPublishes: false });
        Assert.Null(await bus.Inspector.Depth(Queues.OrderPlaced, default));
        Assert.Empty(await bus.Inspector.Depths(default));
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"took {watch.Elapsed}");

        await broker.FreeDiskAsync();
        await Eventually.Async(() => bus.IsHealthy, "the alarm is over");
        await Eventually.Async(async () => (await bus.Inspector.Depth(Queues.OrderPlaced, default))?.Ready == 40, "what was sent is taken");
    }
}

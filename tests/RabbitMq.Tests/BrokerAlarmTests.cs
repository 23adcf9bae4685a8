using System.Diagnostics;
using OrleansOrders.Contracts;
using OrleansOrders.Testing;

namespace OrleansOrders.RabbitMq.Tests;

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
        Assert.True(bus.Health is { Connected: true, TakesPublishes: false, IsHealthy: false });
        Assert.Null(await bus.Inspector.Depth(Queues.OrderPlaced, default));
        Assert.Empty(await bus.Inspector.Depths(default));
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"took {watch.Elapsed}");

        await broker.FreeDiskAsync();
        await Eventually.Async(() => bus.Health.IsHealthy, "the alarm is over");
        await Eventually.Async(async () => (await bus.Inspector.Depth(Queues.OrderPlaced, default))?.Ready == 40, "what was sent is taken");
    }
}

using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.RabbitMq.Tests;

/// <summary>Messages that cannot be settled: they hold no other message, and health names their queue.</summary>
public sealed class HoldingTests : DeskTest
{
    [ServerFact]
    public async Task A_copy_that_the_broker_refuses_holds_nobody_else_and_is_sent_when_there_is_room()
    {
        await using var bus = await RefusingTheBad();
        await VirtualHost.SetPolicyAsync("full", "^dlq$", new() { ["max-length"] = 1, ["overflow"] = "reject-publish" });
        await UntilRefused();
        var taken = new HashSet<string?>();
        for (var i = 0; i < 3; i++) await bus.Publisher.Publish(Messages.To(Exchanges.OrderEvents, RoutingKeys.OrderCancelRequested, $"bad-{i}"), default);
        await bus.Publisher.PublishAll([.. Enumerable.Range(0, 50).Select(i => Messages.To(Exchanges.OrderEvents, RoutingKeys.OrderCancelRequested, $"good-{i}"))], default);

        await Eventually.Async(() => Good(bus) == 50, "those behind are handled");
        await Eventually.Async(() => bus.Health.Holding.SequenceEqual([Queues.OrderStatus]), "health names the queue");
        Assert.False(bus.IsHealthy);
        Assert.Contains(bus.Log.All, line => line.Contains("for dlq; it stays unacknowledged", StringComparison.Ordinal));

        // Whoever takes messages out of the queue makes room for them.
        await Eventually.Async(
            async () =>
            {
                taken.UnionWith(await Outside.TakeAllIds(BrokerNames.DeadLetterQueue));
                return taken.IsSupersetOf(["bad-0", "bad-1", "bad-2"]);
            },
            "all three are set aside");
        await Eventually.Async(() => bus.IsHealthy, "healthy again");
    }

    [ServerFact]
    public async Task What_is_refused_comes_again_after_a_stop()
    {
        await using (var bus = await RefusingTheBad())
        {
            await VirtualHost.SetPolicyAsync("full", "^dlq$", new() { ["max-length"] = 1, ["overflow"] = "reject-publish" });
            await UntilRefused();
            await bus.Publisher.Publish(Messages.To(Exchanges.OrderEvents, RoutingKeys.OrderCancelRequested, "bad"), default);
            await Eventually.Async(() => bus.Log.All.Any(line => line.Contains("it stays unacknowledged", StringComparison.Ordinal)), "it is refused");
            await bus.Stop();
        }

        await Eventually.Async(() => Outside.Ready(Queues.OrderStatus), ready => ready == 1, "it is back in its queue");
    }

    [ServerFact]
    public async Task A_handler_that_does_not_come_back_is_named_and_a_long_queue_is_not()
    {
        var gate = new TaskCompletionSource<HandlerResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bus = await Consuming((delivery, _) => delivery.MessageId == "stuck" ? new(gate.Task) : ValueTask.FromResult(HandlerResult.Done), Impatient);
        await bus.Publisher.PublishAll([Messages.Placed("stuck"), .. Messages.PlacedMany(20)], default);

        await Eventually.Async(() => bus.Health.Holding.SequenceEqual([Queues.OrderPlaced]), "it is named");
        gate.SetResult(HandlerResult.Done);
        await Eventually.Async(() => bus.IsHealthy, "healthy again");
    }

    static readonly Dictionary<string, string?> Impatient = new() { ["RabbitMq:HeldTooLong"] = "00:00:01", ["RabbitMq:DrainTimeout"] = "00:00:02" };

    Task<TestBus> RefusingTheBad() => Consuming(
        delivery => delivery.MessageId!.StartsWith("bad", StringComparison.Ordinal) ? HandlerResult.Poison("bad", "it is") : HandlerResult.Done, Impatient, Queues.OrderStatus);

    static int Good(TestBus bus) =>
        bus.Get<RecordingHandler>().Ids.OfType<string>().Where(id => id.StartsWith("good", StringComparison.Ordinal)).Distinct().Count();

    /// <summary>A policy takes effect some time after it was set, and more than its length may lie in the queue by then.</summary>
    async Task UntilRefused()
    {
        await using var connection = await new ConnectionFactory { Uri = new(Broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await Eventually.Async(async () =>
        {
            try
            {
                await channel.BasicPublishAsync(BrokerNames.DefaultExchange, BrokerNames.DeadLetterQueue, mandatory: true, "{}"u8.ToArray());
                return false;
            }
            catch (PublishException e) when (!e.IsReturn)
            {
                return true;
            }
        }, "the queue takes no more");
    }
}

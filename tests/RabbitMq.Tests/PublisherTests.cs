using System.Diagnostics;
using System.Text;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class PublisherTests : BrokerTest
{
    [ServerFact]
    public async Task A_message_carries_what_the_contract_says()
    {
        await using var bus = await TestBus.Start(Broker);
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        await bus.Publisher.Publish(Messages.Placed("m", """{"a":1}""") with { Headers = new Dictionary<string, object?> { ["more"] = "yes" } }, default);

        var message = await Outside.Take(Queues.OrderPlaced);

        Assert.NotNull(message);
        var properties = message.BasicProperties;
        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(message.Body.Span));
        Assert.Equal(("order_events", "order.placed.EUR"), (message.Exchange, message.RoutingKey));
        Assert.Equal(("m", "order.placed.EUR", "order-of-m"), (properties.MessageId, properties.Type, properties.CorrelationId));
        Assert.Equal(("application/json", "orleans-orders", true), (properties.ContentType, properties.AppId, properties.Persistent));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(20_000).ToUnixTimeSeconds(), properties.Timestamp.UnixTime);
        Assert.Equal(1, properties.Headers![MessageHeaders.Attempt]);
        Assert.Equal(activity.Id, Encoding.UTF8.GetString((byte[])properties.Headers[MessageHeaders.TraceParent]!));
        Assert.Equal("yes", Encoding.UTF8.GetString((byte[])properties.Headers["more"]!));
    }

    [ServerFact]
    public async Task One_unroutable_message_among_many_fails_the_call_and_the_others_arrive()
    {
        await using var bus = await TestBus.Start(Broker);
        await Outside.Channel.QueueDeleteAsync(Queues.InventoryAdjustments);
        var messages = Messages.PlacedMany(50).Append(Messages.To(Exchanges.InventoryEvents, RoutingKeys.InventoryAdjusted, "lost")).Reverse().ToList();

        await Assert.ThrowsAsync<MessageUnroutableException>(() => bus.Publisher.PublishAll(messages, default));
        Assert.Equal(50, (await bus.Inspector.Depth(Queues.OrderPlaced, default))?.Ready);
    }

    [ServerFact]
    public async Task A_message_for_outsiders_may_go_nowhere()
    {
        await using var bus = await TestBus.Start(Broker);
        await bus.Publisher.Publish(Messages.To(Exchanges.Notifications, RoutingKeys.ClientOrder("c", "o"), "m"), default);
    }

    [ServerFact]
    public async Task An_exchange_that_is_not_ours_is_a_mistake_of_the_caller()
    {
        await using var bus = await TestBus.Start(Broker);
        await Assert.ThrowsAsync<ArgumentException>(() => bus.Publisher.Publish(Messages.To("elsewhere", "k", "m"), default));
    }

    [ServerFact]
    public async Task A_message_for_which_the_broker_closes_the_channel_fails_at_once_and_alone()
    {
        await using var bus = await TestBus.Start(Broker, settings: new() { ["RabbitMq:PublisherChannels"] = "1" });
        await Outside.Channel.ExchangeDeleteAsync(Exchanges.Notifications);
        await VirtualHost.DeclareClosedExchangeAsync(Exchanges.Notifications);

        var refused = bus.Publisher.Publish(Messages.To(Exchanges.Notifications, RoutingKeys.ClientOrder("c", "o"), "m"), default);
        await bus.Publisher.PublishAll(Messages.PlacedMany(50), default);
        var failure = await Assert.ThrowsAsync<PublishFailedException>(() => refused.WaitAsync(TimeSpan.FromSeconds(4)));

        Assert.Contains("403", failure.Message, StringComparison.Ordinal);
        Assert.Equal(50, (await bus.Inspector.Depth(Queues.OrderPlaced, default))?.Ready);
    }

    [ServerFact]
    public async Task An_exchange_deleted_under_us_is_declared_again()
    {
        // With a second channel, its publishes may come while the exchange is there again and its bindings are not yet; they fail as unroutable.
        await using var bus = await TestBus.Start(Broker, settings: new() { ["RabbitMq:PublisherChannels"] = "1" });
        await Outside.Channel.ExchangeDeleteAsync(Exchanges.OrderEvents);

        await bus.Publisher.PublishAll(Messages.PlacedMany(20), default);
        Assert.Equal(20, (await bus.Inspector.Depth(Queues.OrderPlaced, default))?.Ready);
    }

    [ServerFact]
    public async Task A_message_that_the_broker_refuses_fails()
    {
        await using var bus = await TestBus.Start(Broker);
        await VirtualHost.SetPolicyAsync("short", $"^{Queues.InventoryAdjustments}$", new() { ["max-length"] = 1, ["overflow"] = "reject-publish" });
        await Assert.ThrowsAsync<PublishFailedException>(async () =>
        {
            for (var i = 0; i < 1_000; i++)
                await bus.Publisher.Publish(Messages.To(Exchanges.InventoryEvents, RoutingKeys.InventoryAdjusted, $"m-{i}"), default);
        });
    }

    [ServerFact]
    public async Task Thousands_at_once_pass_through_a_small_window()
    {
        await using var bus = await TestBus.Start(Broker, settings: new() { ["RabbitMq:MaxOutstandingPublishes"] = "16" });
        await bus.Publisher.PublishAll(Messages.PlacedMany(3_000), default);
        Assert.Equal(3_000, (await bus.Inspector.Depth(Queues.OrderPlaced, default))?.Ready);
    }

    [ServerFact]
    public async Task A_broker_that_does_not_answer_leaves_an_unknown_outcome_and_never_more_than_the_window()
    {
        await using var proxy = new TcpProxy(Broker);
        await using var bus = await TestBus.Start(proxy.ConnectionString, settings: new()
        {
            ["RabbitMq:PublisherChannels"] = "1",
            ["RabbitMq:MaxOutstandingPublishes"] = "2",
            ["RabbitMq:ConfirmTimeout"] = "00:00:00.500",
        });
        await bus.Publisher.Publish(Messages.Placed("before"), default);

        proxy.Mute = true;
        var sent = Task.WhenAll(bus.Publisher.Publish(Messages.Placed("a"), default), bus.Publisher.Publish(Messages.Placed("b"), default));
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => bus.Publisher.Publish(Messages.Placed("c"), default));
        await Assert.ThrowsAsync<PublishOutcomeUnknownException>(() => sent);
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => bus.Publisher.Publish(Messages.Placed("d"), default));

        proxy.Cut();
        proxy.Mute = false;
        await Eventually.Async(
            async () =>
            {
                await bus.Publisher.Publish(Messages.Placed("after"), default);
                return true;
            }, "publishing again");
    }

    [ServerFact]
    public async Task A_caller_who_gives_up_is_let_go_and_the_publish_keeps_its_place_until_it_is_answered()
    {
        await using var proxy = new TcpProxy(Broker);
        await using var bus = await TestBus.Start(proxy.ConnectionString, settings: new() { ["RabbitMq:MaxOutstandingPublishes"] = "2", ["RabbitMq:ConfirmTimeout"] = "00:00:02" });
        await bus.Publisher.PublishAll(Messages.PlacedMany(20), default);

        proxy.Hold();
        using var giveUp = new CancellationTokenSource();
        var sent = Enumerable.Range(0, 2).Select(i => bus.Publisher.Publish(Messages.Placed($"given-up-{i}"), giveUp.Token)).ToArray();
        await giveUp.CancelAsync();
        foreach (var publish in sent) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publish.WaitAsync(TimeSpan.FromSeconds(1)));
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => bus.Publisher.Publish(Messages.Placed("too many"), default));

        proxy.Release();
        await bus.Publisher.PublishAll([Messages.Placed("a"), Messages.Placed("b")], default);
        await Eventually.Async(() => bus.Inspector.Depth(Queues.OrderPlaced, default), depth => depth?.Ready == 24, "what was given up arrives too");
    }

    [ServerFact]
    public async Task Publishes_that_are_given_up_in_the_midst_disturb_no_other()
    {
        const int Rounds = 20;
        const int Count = 300;
        await using var bus = await TestBus.Start(Broker, settings: new() { ["RabbitMq:PublisherChannels"] = "1", ["RabbitMq:MaxOutstandingPublishes"] = "64" });
        var givenUp = 0;
        for (var round = 0; round < Rounds; round++)
        {
            using var giveUp = new CancellationTokenSource();
            var publishes = Enumerable.Range(0, Count)
                .Select(i => Task.Run(() => bus.Publisher.Publish(Messages.Placed($"m-{round}-{i}"), i % 3 == 0 ? giveUp.Token : default))).ToArray();
            await publishes[round * Count / Rounds / 3 * 3 + 1];
            await giveUp.CancelAsync();
            await Task.WhenAll(publishes.Where((_, i) => i % 3 != 0));
            var callers = publishes.Where((_, i) => i % 3 == 0).ToList();
            foreach (var publish in callers) await publish.Completed();
            Assert.All(callers, publish => Assert.False(publish.IsFaulted));
            givenUp += callers.Count(publish => publish.IsCanceled);
        }

        Assert.InRange(givenUp, 1, Rounds * Count / 3);

        // The whole window is free again.
        await bus.Publisher.PublishAll(Messages.PlacedMany(1_000), default);
    }
}

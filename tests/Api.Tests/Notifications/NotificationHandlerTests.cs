using System.Text;
using System.Text.Json;
using OrleansOrders.Bridge;
using OrleansOrders.Grains;
using OrleansOrders.Messaging;
using OrleansOrders.Testing;

namespace OrleansOrders.Api.Tests;

/// <summary>Write, tell, acknowledge: a result is the acknowledgement.</summary>
public sealed class NotificationHandlerTests
{
    readonly TestLog _log = new();
    readonly TestPublisher _publisher = new();
    readonly NotificationHandler _handler;

    public NotificationHandlerTests() => _handler = new(_log, _publisher, new ManualClock());

    [Fact]
    public async Task A_notification_is_logged_then_told_then_acknowledged()
    {
        var confirm = new TaskCompletionSource();
        _publisher.Then = (_, _) =>
        {
            Assert.Equal(["o.1:3:order.confirmed"], _log.Ids);
            return confirm.Task;
        };
        var handling = _handler.Handle([Confirmed("o.1", "a.order.b")], CancellationToken.None).AsTask();
        Assert.Equal(1, _publisher.Attempts);
        Assert.False(handling.IsCompleted);

        confirm.SetResult();

        Assert.Equal([HandlerResult.Done], await handling);
        var told = Assert.Single(_publisher.Published);
        Assert.Equal(("notification_exchange", "client.a.order.b.order.o.1"), (told.Exchange, told.RoutingKey));
        Assert.Equal(("o.1:3:order.confirmed", "order.confirmed", "o.1"), (told.MessageId, told.Type, told.CorrelationId));
    }

    [Fact]
    public async Task What_is_told_is_what_http_shows()
    {
        await _handler.Handle([Confirmed("o-1", "c-1")], CancellationToken.None);

        var shown = JsonSerializer.Serialize(NotificationView.Of(_log.All.Single()), ApiJson.Written.NotificationView);
        Assert.Equal(shown, Encoding.UTF8.GetString(_publisher.Published.Single().Body.Span));
        Assert.Contains("\"customer_id\":\"c-1\"", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_sender_adds_is_not_shown()
    {
        var body = Body("o-1", "c-1").Replace("{", """{"message":"pay at http://evil.example","payment_token":"tok_1",""", StringComparison.Ordinal);

        await _handler.Handle([Delivery("\uFEFF" + body, "m-1")], CancellationToken.None);

        Assert.Equal(Body("o-1", "c-1").Replace(" ", "", StringComparison.Ordinal), Encoding.UTF8.GetString(_log.All.Single().Body.Span));
    }

    [Fact]
    public async Task A_repeat_is_told_again_under_the_same_id()
    {
        _publisher.Then = (_, _) => throw new BrokerUnavailableException("away");
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => _handler.Handle([Confirmed("o-1", "c-1")], CancellationToken.None).AsTask());
        Assert.Equal(["o-1:3:order.confirmed"], _log.Ids);
        _publisher.Then = (_, _) => Task.CompletedTask;

        Assert.Equal([HandlerResult.Done], await _handler.Handle([Confirmed("o-1", "c-1")], CancellationToken.None));
        Assert.Equal([HandlerResult.Done, HandlerResult.Done], await _handler.Handle([Confirmed("o-1", "c-1"), Confirmed("o-1", "c-1")], CancellationToken.None));

        Assert.Equal(["o-1:3:order.confirmed"], _log.Ids);
        Assert.Equal(["o-1:3:order.confirmed", "o-1:3:order.confirmed"], _publisher.Published.Select(message => message.MessageId));
        Assert.Single(_publisher.Published.Select(message => Encoding.UTF8.GetString(message.Body.Span)).Distinct());
    }

    [Fact]
    public async Task A_message_that_is_none_is_neither_logged_nor_told()
    {
        var results = await _handler.Handle([Confirmed("o-1", "c-1"), Delivery("{}", "nonsense")], CancellationToken.None);

        Assert.Equal([true, false], results.Select(result => result.IsDone));
        Assert.Equal(["o-1:3:order.confirmed"], _log.Ids);
        Assert.Single(_publisher.Published);
    }

    [Fact]
    public async Task What_can_never_be_logged_is_poison_and_takes_nobody_with_it()
    {
        _log.Refuses = "odd";

        await Assert.ThrowsAsync<UnstorableException>(() => _handler.Handle([Confirmed("o-1", "c-1"), Delivery(Body("o-2", "c-2"), "odd")], CancellationToken.None).AsTask());
        var alone = await _handler.Handle([Delivery(Body("o-2", "c-2"), "odd")], CancellationToken.None);
        var other = await _handler.Handle([Confirmed("o-1", "c-1")], CancellationToken.None);

        Assert.Equal([HandlerResult.Poison("invalid_fields", "body cannot be stored: no such value")], alone);
        Assert.Equal([HandlerResult.Done], other);
        Assert.Equal(["o-1:3:order.confirmed"], _publisher.Published.Select(message => message.MessageId));
    }

    [Fact]
    public async Task A_byte_order_mark_is_not_logged()
    {
        await _handler.Handle([Delivery("\uFEFF" + Body("o-1", "c-1"), "marked")], CancellationToken.None);

        Assert.Equal((byte)'{', _log.All.Single().Body.Span[0]);
        Assert.Single(_publisher.Published);
    }

    static Delivery Confirmed(string orderId, string customerId) => Delivery(Body(orderId, customerId), $"{orderId}:3:order.confirmed");

    static string Body(string orderId, string customerId) =>
        $$"""{"order_id":"{{orderId}}", "customer_id":"{{customerId}}", "status":"confirmed", "currency":"EUR", "total_amount":1.50, "at":"2026-01-01T12:00:00Z"}""";

    static Delivery Delivery(string body, string id) => new()
    {
        Queue = Queues.Notifications,
        Exchange = Exchanges.OrderEvents,
        RoutingKey = RoutingKeys.OrderConfirmed,
        MessageId = id,
        Body = Encoding.UTF8.GetBytes(body),
    };

    sealed class TestLog : INotificationLog
    {
        public List<Notification> All { get; } = [];

        public IEnumerable<string> Ids => All.Select(notification => notification.EventId);

        /// <summary>The event that it never takes.</summary>
        public string? Refuses { get; set; }

        public Task Append(IReadOnlyList<Notification> notifications, CancellationToken ct)
        {
            if (notifications.Any(notification => notification.EventId == Refuses)) throw new UnstorableException("no such value", new InvalidOperationException());
            All.AddRange(notifications.DistinctBy(notification => notification.EventId).Where(notification => !Ids.Contains(notification.EventId)).ToArray());
            return Task.CompletedTask;
        }
    }
}

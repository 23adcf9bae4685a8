using System.Text;
using OrleansOrders.Api.Tests;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Bridge.Tests;

/// <summary>What the version before left in its queue: the order says what is announced, and no message does.</summary>
public sealed class FormerNotificationsTests : IAsyncLifetime
{
    readonly ApiHost _host = new();
    FormerNotifications _former = null!;

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        _former = new(new NoFormerQueue(), _host.Storage, _host.Grains, new(TimeProvider.System, Random.Shared), _host.Publisher);
        var total = Money.TryCreatePrice(9m, Currency.Parse("EUR"), out var money) ? money : default;
        await _host.Grains.Order(OrderId.Parse("o-1")).Accept(NewOrder.OfAmount(OrderId.Parse("o-1"), CustomerId.Parse("c-1"), total, "tok_ok"));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_end_is_announced_as_the_order_tells_it_whatever_the_message_says()
    {
        await Cancelled();

        var result = await Handle(RoutingKeys.OrderCancelled, """{"order_id":"o-1","customer_id":"somebody-else","message":"pay at http://evil.example"}""");

        Assert.Equal(HandlerResult.Done, result);
        var told = Assert.Single(_host.Publisher.Published);
        Assert.Equal((Exchanges.Notifications, "client.c-1.order.o-1", "o-1:2:order.cancelled"), (told.Exchange, told.RoutingKey, told.MessageId));
        Assert.DoesNotContain("evil", Encoding.UTF8.GetString(told.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_of_that_name_beside_a_database_that_no_former_version_used_is_left_alone()
    {
        var queue = new CountedQueue();
        var former = new FormerNotifications(queue, _host.Storage, _host.Grains, new(TimeProvider.System, Random.Shared), _host.Publisher);
        await former.Round(CancellationToken.None);
        Assert.Equal(0, queue.Calls);

        _host.Storage.HadFormerQueue = true;
        former = new(queue, _host.Storage, _host.Grains, new(TimeProvider.System, Random.Shared), _host.Publisher);
        await former.Round(CancellationToken.None);
        Assert.Equal(1, queue.Calls);
    }

    [Fact]
    public async Task What_did_not_happen_is_a_dead_letter()
    {
        Assert.Equal(HandlerResult.Poison("invalid_message", "order o-1 has no event 'order.confirmed'"), await Handle(RoutingKeys.OrderConfirmed, """{"order_id":"o-1","customer_id":"c-1"}"""));
        Assert.Equal(HandlerResult.Poison("invalid_message", "order o-1 has no event 'payment.refunded'"), await Handle(RoutingKeys.PaymentRefunded, """{"order_id":"o-1"}"""));
        Assert.Equal(HandlerResult.Poison("order_not_found", "there is no order o-2"), await Handle(RoutingKeys.OrderConfirmed, """{"order_id":"o-2"}"""));
        Assert.Equal("not_json", (await Handle(RoutingKeys.OrderConfirmed, "nonsense")).Reason);
        Assert.Empty(_host.Publisher.Published);
    }

    [Fact]
    public async Task A_refund_that_is_not_recorded_yet_is_left_to_those_who_record_it()
    {
        await Cancelled();
        await _host.Grains.Order(OrderId.Parse("o-1")).Apply(new OrderCommand.PaymentSucceeded());

        Assert.Equal(HandlerResult.Done, await Handle(RoutingKeys.PaymentRefunded, """{"order_id":"o-1"}"""));
        Assert.Empty(_host.Publisher.Published);

        await _host.Grains.Order(OrderId.Parse("o-1")).Apply(new OrderCommand.RecordRefund());
        Assert.Equal(HandlerResult.Done, await Handle(RoutingKeys.PaymentRefunded, """{"order_id":"o-1"}"""));
        Assert.Equal("o-1:payment.refunded", Assert.Single(_host.Publisher.Published).MessageId);
    }

    sealed class CountedQueue : IFormerQueue
    {
        public int Calls { get; private set; }

        public Task<bool> Work(IMessageHandler handler, CancellationToken ct)
        {
            Calls++;
            return Task.FromResult(true);
        }
    }

    async Task Cancelled()
    {
        Assert.Null((await _host.Grains.Order(OrderId.Parse("o-1")).Apply(new OrderCommand.Cancel())).Refusal);
        _host.Publisher.Clear();
    }

    async Task<HandlerResult> Handle(string key, string body) => await _former.Handle(
        new() { Queue = Queues.FormerNotifications, Exchange = Exchanges.OrderEvents, RoutingKey = key, Body = Encoding.UTF8.GetBytes(body) }, CancellationToken.None);
}

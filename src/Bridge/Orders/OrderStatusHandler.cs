using Orleans;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Bridge;

/// <summary>Queue <c>order_status</c>: what the customer, the clock and a payment service of the user's own say about an order.</summary>
/// <param name="grains">The orders.</param>
/// <param name="retry">Patience with a silo that is lost.</param>
/// <param name="publisher">For what follows.</param>
/// <param name="ours">The worker where the gateway is ours. A message about a payment then has it ask the gateway, and decides nothing.</param>
sealed class OrderStatusHandler(IGrainFactory grains, GrainRetry retry, IMessagePublisher publisher, PaymentWorker? ours = null) : IMessageHandler
{
    public async ValueTask<HandlerResult> Handle(Delivery delivery, CancellationToken ct) => delivery.RoutingKey switch
    {
        RoutingKeys.PaymentSucceeded => await OfPayment(delivery, payment => ours?.Collect(payment.OrderId, ct) ?? Apply(payment.OrderId, new OrderCommand.PaymentSucceeded(PaidBy(payment)), ct)),
        RoutingKeys.PaymentFailed => await OfPayment(delivery, payment => ours?.Collect(payment.OrderId, ct) ?? Apply(payment.OrderId, new OrderCommand.PaymentFailed(), ct)),
        RoutingKeys.PaymentRefunded => await OfPayment(delivery, payment => ours?.Refund(payment.OrderId, ct) ?? Apply(payment.OrderId, new OrderCommand.RecordRefund(), ct)),
        RoutingKeys.OrderCancelRequested => await ApplyTo(delivery, new OrderCommand.Cancel(), ct),
        RoutingKeys.OrderExpiryDue => await ApplyTo(delivery, new OrderCommand.Expire(), ct),
        _ => HandlerResult.Poison(RefusalResults.Invalid, $"the routing key '{delivery.RoutingKey}' is none of this queue's"),
    };

    static async Task<HandlerResult> OfPayment(Delivery delivery, Func<PaymentResult, Task<HandlerResult>> work) => MessageParser.ParsePaymentResult(delivery.Body) switch
    {
        MessageParse<PaymentResult>.Valid { Value: var payment } => await work(payment),
        MessageParse<PaymentResult>.Invalid { Errors: var errors } => RefusalResults.Of(errors),
        _ => throw new InvalidOperationException("An unknown outcome of parsing a payment."),
    };

    async Task<HandlerResult> ApplyTo(Delivery delivery, OrderCommand command, CancellationToken ct) => MessageParser.ParseOrderRequest(delivery.Body) switch
    {
        MessageParse<OrderId>.Valid { Value: var id } => await Apply(id, command, ct),
        MessageParse<OrderId>.Invalid { Errors: var errors } => RefusalResults.Of(errors),
        _ => throw new InvalidOperationException("An unknown outcome of parsing a request."),
    };

    async Task<HandlerResult> Apply(OrderId id, OrderCommand command, CancellationToken ct)
    {
        var reply = await retry.Call(() => grains.Order(id).Apply(command), ct);
        if (reply.Refusal is { } refusal) return RefusalResults.Of(refusal, id);
        await publisher.Announce(reply, ct, command);
        return HandlerResult.Done;
    }

    // A service that states no amount is believed; one that states it has to state the order's.
    static Money? PaidBy(PaymentResult payment) =>
        payment is { Amount: { } amount, Currency: { } currency } && Money.TryCreateTotal(amount, currency, out var paid) ? paid : null;
}

/// <summary>A message came before the one that it follows; later it will fit.</summary>
sealed class NotYetAcceptableException(OrderId id) : Exception($"Order {id} is not yet where this message can follow.");

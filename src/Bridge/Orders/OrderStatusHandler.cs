using Orleans;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Bridge;

/// <summary>Queue <c>order_status</c>: requests of the customer, expiries, and replies of an external payment service.</summary>
/// <param name="grains">The orders.</param>
/// <param name="retry">Repeats calls to a lost silo.</param>
/// <param name="publisher">Publishes the resulting messages.</param>
/// <param name="ours">
/// The payment worker if the simulated gateway is used. A payment message then only makes it ask the gateway; the message decides nothing.
/// </param>
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

    // A message without an amount is accepted. A stated amount must equal the order's total.
    static Money? PaidBy(PaymentResult payment) =>
        payment is { Amount: { } amount, Currency: { } currency } && Money.TryCreateTotal(amount, currency, out var paid) ? paid : null;
}

/// <summary>A message arrived before the one that it follows. It will be accepted on a later retry.</summary>
sealed class NotYetAcceptableException(OrderId id) : Exception($"Order {id} is not yet in a state that this message can follow.");

using OrleansOrders.Grains;
using OrleansOrders.Messaging;

namespace OrleansOrders.Bridge;

/// <summary>
/// Queue <c>payment_requests</c>: asks the gateway and publishes what it said. Keeps nothing: the gateway knows what it did by the order id. Any
/// number of workers share the queue.
/// </summary>
sealed class PaymentRequestHandler(PaymentProcessor payments, IMessagePublisher publisher, TimeProvider clock) : IMessageHandler
{
    public async ValueTask<HandlerResult> Handle(Delivery delivery, CancellationToken ct)
    {
        switch (MessageParser.ParsePaymentRequest(delivery.Body))
        {
            case MessageParse<PaymentRequest>.Valid { Value: var request }:
                var refund = delivery.RoutingKey == RoutingKeys.PaymentRefundRequested;
                await publisher.PublishAll(await (refund ? Refund(request, ct) : Charge(request, delivery, ct)), ct);
                return HandlerResult.Done;
            case MessageParse<PaymentRequest>.Invalid { Errors: var errors }:
                return RefusalResults.Of(errors);
            default:
                throw new InvalidOperationException("An unknown outcome of parsing a payment request.");
        }
    }

    async Task<OutgoingMessage[]> Charge(PaymentRequest request, Delivery delivery, CancellationToken ct)
    {
        var payment = PaymentOf(request);

        // An earlier delivery of this request may have moved the money without living to say so. One that was set aside and sent back looks like the
        // first, so that a request that comes too late is always asked about.
        var late = request.ExpiresAt <= clock.Now();
        var known = late || delivery.Attempt > 1 || delivery.Redelivered ? await payments.Find(payment, ct) : null;

        // Once nobody waits for the money it is not asked for any more; what has moved all the same is said, so that it goes back.
        if (late && known is not { Paid: true }) return [];

        var outcome = known ?? await payments.Charge(payment, ct);
        var message = outcome.DeclineReason is { } reason
            ? PaymentCodec.Failed(request.OrderId, request.Total, reason, clock.Now(), request.CustomerId)
            : PaymentCodec.Succeeded(request.OrderId, request.Total, clock.Now(), request.CustomerId);
        return [.. Enumerable.Repeat(message, outcome.Answers)];
    }

    async Task<OutgoingMessage[]> Refund(PaymentRequest request, CancellationToken ct)
    {
        await payments.Refund(PaymentOf(request), ct);
        return [PaymentCodec.Refunded(request.OrderId, request.Total, clock.Now(), request.CustomerId)];
    }

    static Payment PaymentOf(PaymentRequest request) => new(request.OrderId, request.Total, request.PaymentToken);
}

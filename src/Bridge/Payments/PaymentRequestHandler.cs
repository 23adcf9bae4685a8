using OrleansOrders.Grains;
using OrleansOrders.Messaging;

namespace OrleansOrders.Bridge;

/// <summary>
/// Queue <c>payment_requests</c>: asks the gateway and publishes what it said. Keeps nothing: the gateway knows what it did by the order id.
/// </summary>
sealed class PaymentRequestHandler(IPaymentGateway gateway, IMessagePublisher publisher, TimeProvider clock) : IMessageHandler
{
    public async ValueTask<HandlerResult> Handle(Delivery delivery, CancellationToken ct)
    {
        switch (MessageParser.ParsePaymentRequest(delivery.Body))
        {
            case MessageParse<PaymentRequest>.Valid { Value: var request }:
                await publisher.Publish(await Settle(delivery.RoutingKey, request, ct), ct);
                return HandlerResult.Done;
            case MessageParse<PaymentRequest>.Invalid { Errors: var errors }:
                return RefusalResults.Of(errors);
            default:
                throw new InvalidOperationException("An unknown outcome of parsing a payment request.");
        }
    }

    async Task<OutgoingMessage> Settle(string routingKey, PaymentRequest request, CancellationToken ct)
    {
        var payment = new Payment(request.OrderId, request.Total, request.PaymentToken);
        if (routingKey == RoutingKeys.PaymentRefundRequested)
        {
            await gateway.Refund(payment, ct);
            return PaymentCodec.Refunded(request.OrderId, request.Total, clock.Now(), request.CustomerId);
        }

        var outcome = await gateway.Charge(payment, ct);
        return outcome.DeclineReason is { } reason
            ? PaymentCodec.Failed(request.OrderId, request.Total, reason, clock.Now(), request.CustomerId)
            : PaymentCodec.Succeeded(request.OrderId, request.Total, clock.Now(), request.CustomerId);
    }
}

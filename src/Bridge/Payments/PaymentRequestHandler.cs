using OrleansOrders.Contracts;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Bridge;

/// <summary>Queue <c>payment_requests</c>, where the gateway is ours: says which order; all else is the order's to say.</summary>
sealed class PaymentRequestHandler(PaymentWorker worker) : IMessageHandler
{
    public async ValueTask<HandlerResult> Handle(Delivery delivery, CancellationToken ct) => MessageParser.ParsePaymentRequest(delivery.Body) switch
    {
        MessageParse<PaymentRequest>.Valid { Value.OrderId: var id } => delivery.RoutingKey == RoutingKeys.PaymentRefundRequested ? await worker.Refund(id, ct) : await worker.Collect(id, ct),
        MessageParse<PaymentRequest>.Invalid { Errors: var errors } => RefusalResults.Of(errors),
        _ => throw new InvalidOperationException("An unknown outcome of parsing a payment request."),
    };
}

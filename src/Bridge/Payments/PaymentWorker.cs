using Orleans;

namespace OrleansOrders.Bridge;

/// <summary>
/// Queue <c>payment_requests</c>, if the simulated gateway is used. The message only names the order; the order's state decides.
/// </summary>
sealed class PaymentRequestHandler(PaymentWorker worker) : MessageHandler<PaymentRequest>(QueueMessages.PaymentRequests)
{
    protected override Task<HandlerResult> Handle(PaymentRequest message, CancellationToken ct) =>
        message.IsRefund ? worker.Refund(message.OrderId, ct) : worker.Collect(message.OrderId, ct);
}

/// <summary>
/// Moves the money of orders if the simulated gateway is used, based on the order's state and never on a message. Keeps no state: the
/// gateway records its outcomes by order id, and the order records what was applied. Any number of workers may run in parallel.
/// </summary>
sealed class PaymentWorker(IGrainFactory grains, GrainRetry retry, PaymentProcessor gateway, IMessagePublisher publisher, TimeProvider clock)
{
    /// <summary>Charges the order, or closes its key so that no charge can succeed.</summary>
    public async Task<HandlerResult> Collect(OrderId id, CancellationToken ct)
    {
        if (await Look(id, order => PaymentDecider.Collect(order, clock.Now()) is PaymentStep.Wait, ct) is not { } order) return RefusalResults.Of(OrderRefusal.NotFound, id);
        switch (PaymentDecider.Collect(order, clock.Now()))
        {
            case PaymentStep.Wait:
                throw new NotYetAcceptableException(id);
            case PaymentStep.Charge:
                return await Apply(order, await gateway.Charge(PaymentOf(order), ct), ct);
            case PaymentStep.Void:
                var moved = await gateway.Void(PaymentOf(order), ct);
                return PaymentDecider.AfterVoid(order, moved is { Paid: true }) is { } command
                    ? await Apply(order, command, moved?.DeclineReason, ct)
                    : HandlerResult.Done;
            default:
                return await Apply(order, new PaymentOutcome(null), ct);
        }
    }

    /// <summary>Refunds an order that has recorded the refund as owed.</summary>
    public async Task<HandlerResult> Refund(OrderId id, CancellationToken ct)
    {
        if (await Look(id, order => !PaymentDecider.OwesRefund(order), ct) is not { } order) return RefusalResults.Of(OrderRefusal.NotFound, id);
        if (!PaymentDecider.OwesRefund(order)) throw new NotYetAcceptableException(id);
        await gateway.Refund(PaymentOf(order), ct);
        return await Apply(order, new OrderCommand.RecordRefund(), null, ct);
    }

    /// <summary>
    /// Reads the order, and reads the stored state before the caller would have to wait: an outdated activation does not notice a change by
    /// itself.
    /// </summary>
    async Task<Order?> Look(OrderId id, Func<Order, bool> isTooEarly, CancellationToken ct)
    {
        var order = await retry.Call(() => grains.Order(id).Get(fresh: false), ct);
        return order is null || isTooEarly(order) ? await retry.Call(() => grains.Order(id).Get(fresh: true), ct) : order;
    }

    async Task<HandlerResult> Apply(Order order, PaymentOutcome outcome, CancellationToken ct)
    {
        OrderCommand command = outcome.Paid ? new OrderCommand.PaymentSucceeded(order.Content.Total) : new OrderCommand.PaymentFailed();

        // Payment services may send duplicates.
        for (var answer = 1; answer < outcome.Answers; answer++) await Apply(order, command, outcome.DeclineReason, ct);
        return await Apply(order, command, outcome.DeclineReason, ct);
    }

    async Task<HandlerResult> Apply(Order order, OrderCommand command, string? declineReason, CancellationToken ct)
    {
        var reply = await retry.Call(() => grains.Order(order.Id).Apply(command), ct);
        if (reply.Refusal is { } refusal) return RefusalResults.Of(refusal, order.Id);
        await publisher.Announce(reply, ct, command, Money(reply.Order!, command, declineReason));
        return HandlerResult.Done;
    }

    /// <summary>
    /// The payment message that follows from the order's state; null if the order ended differently than the gateway's outcome.
    /// </summary>
    static OutgoingMessage? Money(Order order, OrderCommand command, string? declineReason)
    {
        var (id, total, customer) = (order.Id, order.Content.Total, order.Content.CustomerId);
        return command switch
        {
            OrderCommand.PaymentSucceeded when order.Find(OrderEventKind.Confirmed) is { At: var at } => PaymentCodec.Succeeded(id, total, at, customer),
            OrderCommand.PaymentFailed when order.Failure is { Reason: FailureReason.PaymentDeclined } =>
                PaymentCodec.Failed(id, total, declineReason ?? PaymentOutcome.Declined, order.Find(OrderEventKind.Failed)!.At, customer),
            OrderCommand.RecordRefund when order.Find(OrderEventKind.Refunded) is { At: var at } => PaymentCodec.Refunded(id, total, at, customer),
            _ => null,
        };
    }

    static Payment PaymentOf(Order order) => new(order.Id, order.Content.Total, order.Content.PaymentToken);
}

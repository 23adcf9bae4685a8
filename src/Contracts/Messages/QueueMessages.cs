namespace OrleansOrders.Contracts;

/// <summary>The command in a message of <c>order_status</c>.</summary>
public sealed record OrderChange(OrderId OrderId, OrderCommand Command);

/// <summary>Reads a message of one queue. A message id may replace a missing id of the body.</summary>
public delegate Parsed<T> QueueReader<T>(string routingKey, string? messageId, ReadOnlyMemory<byte> body)
    where T : class;

/// <summary>Reads the messages of each queue. Used by the queue's handler and by the dry run of a dead letter.</summary>
public static class QueueMessages
{
    /// <summary>Queue <c>order_placed</c>. An order without an id gets the message id, so that a redelivered message is the same order.</summary>
    public static Parsed<NewOrder> OrderPlaced(string routingKey, string? messageId, ReadOnlyMemory<byte> body) =>
        Explain(OrderParser.Parse(body, OrderId.TryParse(messageId, null, out var id) ? id : null), "order_id", messageId);

    /// <summary>Queue <c>order_status</c>: requests of the customer, expiries, and outcomes of a payment service.</summary>
    public static Parsed<OrderChange> OrderStatus(string routingKey, string? messageId, ReadOnlyMemory<byte> body) => routingKey switch
    {
        RoutingKeys.PaymentSucceeded => PaymentCodec.Parse(body).Select(static payment => new OrderChange(payment.OrderId, new OrderCommand.PaymentSucceeded(payment.Amount))),
        RoutingKeys.PaymentFailed => PaymentCodec.Parse(body).Select(static payment => new OrderChange(payment.OrderId, new OrderCommand.PaymentFailed())),
        RoutingKeys.PaymentRefunded => PaymentCodec.Parse(body).Select(static payment => new OrderChange(payment.OrderId, new OrderCommand.RecordRefund())),
        RoutingKeys.OrderCancelRequested => RequestCodec.Parse(body).Select(static request => new OrderChange(request.OrderId, new OrderCommand.Cancel())),
        RoutingKeys.OrderExpiryDue => RequestCodec.Parse(body).Select(static request => new OrderChange(request.OrderId, new OrderCommand.Expire())),
        _ => new([new(FieldError.RoutingKey, DeadLetterReasons.InvalidMessage, $"'{routingKey}' is unexpected on queue {Queues.OrderStatus}")]),
    };

    /// <summary>Queue <c>payment_requests</c>.</summary>
    public static Parsed<PaymentRequest> PaymentRequests(string routingKey, string? messageId, ReadOnlyMemory<byte> body) =>
        FactCodec.ParseRequest(body, isRefund: routingKey == RoutingKeys.PaymentRefundRequested);

    /// <summary>Queue <c>inventory_adjustments</c>. An adjustment without an id gets the message id.</summary>
    public static Parsed<StockAdjustment> InventoryAdjustments(string routingKey, string? messageId, ReadOnlyMemory<byte> body) =>
        Explain(StockCodec.ParseAdjustment(body, AdjustmentId.TryParse(messageId, null, out var id) ? id : null), "adjustment_id", messageId);

    // The error of a missing id mentions the message id, which would have replaced it.
    static Parsed<T> Explain<T>(Parsed<T> parsed, string field, string? messageId)
        where T : class
    {
        if (parsed.Value is not null) return parsed;
        var why = messageId is null
            ? "is required, and there is no message_id to stand in for it"
            : $"is required, and the message_id cannot stand in for it: it {Identifier.Rule}";
        return new([.. parsed.Errors.Select(error =>
            error.Code == FieldErrorCodes.Required && (error.Field == field || error.Field.EndsWith("." + field, StringComparison.Ordinal)) ? error with { Message = why } : error)]);
    }
}

using OrleansOrders.Domain;

namespace OrleansOrders.Messaging;

/// <summary>What a customer is told of: an order's end (<c>order.confirmed</c>, <c>.failed</c>, <c>.cancelled</c>) or a refund (<c>payment.refunded</c>).</summary>
public sealed record OrderNotice
{
    public required OrderId OrderId { get; init; }

    /// <summary>Absent where the sender of a refund does not know.</summary>
    public CustomerId? CustomerId { get; init; }

    /// <summary>The order's status after what is told; absent for a refund.</summary>
    public OrderStatus? Status { get; init; }

    public OrderFailure? Failure { get; init; }

    /// <summary>The order's total, or what was sent back, in major units of <see cref="Currency"/>.</summary>
    public decimal? Amount { get; init; }

    public Currency? Currency { get; init; }

    public DateTimeOffset? At { get; init; }
}

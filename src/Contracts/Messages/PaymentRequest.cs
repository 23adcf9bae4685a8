using OrleansOrders.Domain;

namespace OrleansOrders.Contracts;

/// <summary>Money to collect (<c>inventory.reserved</c>) or to send back (<c>payment.refund_requested</c>).</summary>
public sealed record PaymentRequest
{
    public required OrderId OrderId { get; init; }

    public required CustomerId CustomerId { get; init; }

    public required Money Total { get; init; }

    public string? PaymentToken { get; init; }

    /// <summary>When the order gives up waiting for it.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

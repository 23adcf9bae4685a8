using OrleansOrders.Domain;

namespace OrleansOrders.Messaging;

/// <summary>What a payment service says became of an order's payment; the routing key says which outcome it is.</summary>
public sealed record PaymentResult
{
    public required OrderId OrderId { get; init; }

    public CustomerId? CustomerId { get; init; }

    /// <summary>What was moved, in major units of <see cref="Currency"/>, where the service says so.</summary>
    public decimal? Amount { get; init; }

    public Currency? Currency { get; init; }

    /// <summary>The service's own name of the payment: 1 to 128 visible ASCII characters.</summary>
    public string? PaymentId { get; init; }

    /// <summary>For a person: 1 to 256 characters.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset? At { get; init; }
}

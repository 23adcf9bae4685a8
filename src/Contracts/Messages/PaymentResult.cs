using OrleansOrders.Domain;

namespace OrleansOrders.Contracts;

/// <summary>What a payment service says became of an order's payment; the routing key says which outcome it is.</summary>
public sealed record PaymentResult
{
    public required OrderId OrderId { get; init; }

    /// <summary>What was moved, in major units of <see cref="Currency"/>, where the service says so. Never without <see cref="Currency"/>.</summary>
    public decimal? Amount { get; init; }

    public Currency? Currency { get; init; }
}

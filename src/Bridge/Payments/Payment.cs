using OrleansOrders.Domain;

namespace OrleansOrders.Bridge;

/// <summary>One order's payment.</summary>
/// <param name="OrderId">The order: the idempotency key.</param>
/// <param name="Total">What is to be paid.</param>
/// <param name="Token">The payment service's token for the means of payment; never card data.</param>
public sealed record Payment(OrderId OrderId, Money Total, string? Token);

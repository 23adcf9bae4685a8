using OrleansOrders.Domain;

namespace OrleansOrders.Api;

/// <summary>Why an order failed.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Shortages">Every short item; empty unless stock was the reason.</param>
public sealed record FailureView(FailureReason Reason, IReadOnlyList<ShortageView> Shortages)
{
    internal static FailureView? Of(OrderFailure? failure) =>
        failure is null ? null : new(failure.Reason, [.. failure.Shortages.Select(s => new ShortageView(s.Sku.Value, s.Wanted, s.Available))]);
}

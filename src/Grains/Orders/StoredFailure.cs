using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>The failure of a <see cref="StoredOrder"/>.</summary>
public sealed class StoredFailure
{
    public FailureReason Reason { get; set; }

    public List<StoredShortage>? Shortages { get; set; }

    internal static StoredFailure? Of(OrderFailure? failure) => failure is null ? null : new()
    {
        Reason = failure.Reason,
        Shortages = failure.Shortages.IsEmpty ? null : [.. failure.Shortages.Select(s => new StoredShortage { Sku = s.Sku, Wanted = s.Wanted, Available = s.Available })],
    };

    internal OrderFailure ToFailure() => new()
    {
        Reason = Reason,
        Shortages = [.. (Shortages ?? []).Select(s => new Shortage(s.Sku, s.Wanted, s.Available))],
    };
}

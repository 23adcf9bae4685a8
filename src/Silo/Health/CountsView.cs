namespace OrleansOrders.Silo;

/// <summary>What there is. Counting ends at a bound, so that asking costs the same however much there is.</summary>
/// <param name="Orders">The newest orders by status, at most <paramref name="Bound"/> of them.</param>
/// <param name="Items">Items; <paramref name="Bound"/> means that many or more.</param>
/// <param name="Notifications">Notifications; <paramref name="Bound"/> means that many or more.</param>
/// <param name="Bound">Where counting ends.</param>
public sealed record CountsView(IReadOnlyDictionary<string, long> Orders, long Items, long Notifications, int Bound);

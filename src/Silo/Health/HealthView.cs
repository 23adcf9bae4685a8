namespace OrleansOrders.Silo;

/// <summary>How this process and what it needs are.</summary>
/// <param name="Status"><c>ok</c>, <c>unavailable</c>, or <c>stopping</c>: it finishes what it has and wants no more.</param>
/// <param name="Dependencies">Each by name.</param>
/// <param name="Counts">What there is; null where it cannot be known, and for <c>/health/ready</c>.</param>
public sealed record HealthView(string Status, DependenciesView Dependencies, CountsView? Counts);

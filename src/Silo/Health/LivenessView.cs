namespace OrleansOrders.Silo;

/// <summary>That the process answers.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
public sealed record LivenessView(string Status);

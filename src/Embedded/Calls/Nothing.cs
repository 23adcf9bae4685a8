namespace OrleansOrders.Embedded;

/// <summary>The answer of a method that has none.</summary>
internal readonly struct Nothing;

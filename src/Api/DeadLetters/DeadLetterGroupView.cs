namespace OrleansOrders.Api;

/// <summary>Dead letters with one cause.</summary>
public sealed record DeadLetterGroupView(string? Queue, string Reason, string? Error, int Count);

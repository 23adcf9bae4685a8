namespace OrleansOrders.Api;

/// <summary>Which letters to send back: either ids, or a group, of which at least one property is given.</summary>
/// <param name="Ids">At most 1,000.</param>
/// <param name="Queue">Only those of this queue.</param>
/// <param name="Reason">Only those with this reason.</param>
/// <param name="Error">Only those with this very error.</param>
public sealed record ReplayRequest(IReadOnlyList<string>? Ids, string? Queue, string? Reason, string? Error);

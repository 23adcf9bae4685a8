using System.Text.Json.Serialization;
using OrleansOrders.Domain;

namespace OrleansOrders.Api;

/// <summary>One thing that happened to an order.</summary>
/// <param name="Version">The order's version since.</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Reason">For a failure: why.</param>
public sealed record HistoryView(
    int Version, OrderEventKind Kind, DateTime At, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FailureReason? Reason);

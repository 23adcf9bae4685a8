using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>Something a customer is told, once.</summary>
/// <param name="EventId">Unique; a repeat is ignored.</param>
/// <param name="CustomerId">Who is told.</param>
/// <param name="OrderId">About which order.</param>
/// <param name="Kind">What happened, as the routing key of the event says it.</param>
/// <param name="Body">What is told, UTF-8 JSON.</param>
/// <param name="At">When it happened, UTC, in whole microseconds.</param>
public sealed record Notification(string EventId, CustomerId CustomerId, OrderId OrderId, string Kind, ReadOnlyMemory<byte> Body, DateTimeOffset At)
{
    /// <summary>Its place in the log, rising; 0 before it is there.</summary>
    public long Seq { get; init; }
}

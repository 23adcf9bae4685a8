using OrleansOrders.Domain;

namespace OrleansOrders.Storage;

/// <summary>Something a customer is told, once.</summary>
/// <param name="EventId">The id of what happened, that its messages have too.</param>
/// <param name="CustomerId">Who is told.</param>
/// <param name="OrderId">About which order.</param>
/// <param name="Kind">What happened, as the routing key of the event says it.</param>
/// <param name="Body">What is told, UTF-8 JSON.</param>
/// <param name="At">When it happened, UTC, in whole microseconds.</param>
/// <param name="Seq">Its place in the log, from 1. A larger one may be committed first.</param>
public sealed record Notification(
    string EventId, CustomerId CustomerId, OrderId OrderId, string Kind, ReadOnlyMemory<byte> Body, DateTimeOffset At, long Seq);

namespace OrleansOrders.RabbitMq;

/// <summary>
/// Handles deliveries of a queue; a singleton that is called concurrently. It must be idempotent, because any delivery may be repeated. A
/// thrown exception means a temporary failure: the message is retried later, and becomes a dead letter after the last attempt. The token is
/// cancelled when the process stops and the drain timeout has passed; the message is then redelivered.
/// </summary>
public interface IMessageHandler
{
    ValueTask<HandlerResult> Handle(Delivery delivery, CancellationToken ct);
}

/// <summary>A handler's result for a delivery. Temporary failures are not results: throw, and the message is retried later.</summary>
public sealed record HandlerResult
{
    HandlerResult()
    {
    }

    /// <summary>The effect is durable and its facts are confirmed: the delivery is acknowledged.</summary>
    public static HandlerResult Done { get; } = new();

    /// <summary>The stable code of a permanent failure; null if done.</summary>
    public string? Reason { get; private init; }

    /// <summary>The failure in words; null if done.</summary>
    public string? Error { get; private init; }

    public bool IsDone => Reason is null;

    /// <summary>The message can never succeed and becomes a dead letter immediately.</summary>
    public static HandlerResult Poison(string reason, string error) => new() { Reason = reason, Error = error };
}

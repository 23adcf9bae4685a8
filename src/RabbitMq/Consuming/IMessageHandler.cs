namespace OrleansOrders.RabbitMq;

/// <summary>
/// Works one delivery at a time, many at once; a singleton. Must be idempotent: a delivery may come again at any time. A thrown
/// exception means a reason that may pass: the message is tried again later, and set aside after the last attempt. The token ends when
/// the process stops and the time to finish is over; the message then comes back.
/// </summary>
public interface IMessageHandler
{
    ValueTask<HandlerResult> Handle(Delivery delivery, CancellationToken ct);
}

/// <summary>What a handler says of a delivery. A reason that may pass is not a result: throw, and it is tried again later.</summary>
public sealed record HandlerResult
{
    HandlerResult()
    {
    }

    /// <summary>The effect is durable and its facts are confirmed: acknowledge.</summary>
    public static HandlerResult Done { get; } = new();

    /// <summary>The stable code why it can never succeed; null when done.</summary>
    public string? Reason { get; private init; }

    /// <summary>The same for a person; null when done.</summary>
    public string? Error { get; private init; }

    public bool IsDone => Reason is null;

    /// <summary>This message can never succeed: to the dead letters at once.</summary>
    public static HandlerResult Poison(string reason, string error) => new() { Reason = reason, Error = error };
}

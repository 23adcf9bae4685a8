namespace OrleansOrders.RabbitMq;

/// <summary>A dead letter. A property that its headers do not contain is null, 0 or <see cref="DeadLetterReasons.Unknown"/>.</summary>
public sealed record DeadLetter
{
    /// <summary>The same on every read. A message that becomes a dead letter again after a replay has another id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The queue whose consumer gave up the message.</summary>
    public string? Queue { get; init; }

    /// <summary>The exchange of the first publish; empty for the default exchange.</summary>
    public required string Exchange { get; init; }

    /// <summary>The routing key of the first publish.</summary>
    public required string RoutingKey { get; init; }

    public string? MessageId { get; init; }

    /// <summary>The order's id or the SKU, for messages of this system.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>A stable code, one of <see cref="DeadLetterReasons"/> unless a handler or another program set it.</summary>
    public required string Reason { get; init; }

    /// <summary>The reason in words, in one line.</summary>
    public string? Error { get; init; }

    /// <summary>Number of attempts.</summary>
    public int Attempts { get; init; }

    /// <summary>Time at which the message was given up.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Number of earlier replays.</summary>
    public int Replays { get; init; }

    /// <summary>The requester of the last replay.</summary>
    public string? ReplayedBy { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The properties that could not be decoded; null if all could. A replay omits them.</summary>
    public UndecodedEnvelope? Envelope { get; init; }

    /// <summary>The headers that may be displayed; values are <see cref="string"/>, <see cref="long"/> or <see cref="double"/>.</summary>
    public required IReadOnlyDictionary<string, object> Headers { get; init; }
}

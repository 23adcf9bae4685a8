namespace OrleansOrders.RabbitMq;

/// <summary>A message that was set aside, as the desk shows it. What its headers do not say is null, 0 or <see cref="DeadLetterReasons.Unknown"/>.</summary>
public sealed record DeadLetter
{
    /// <summary>The same at every look; a message that is given up again after a replay is another dead letter.</summary>
    public required Guid Id { get; init; }

    /// <summary>The queue whose consumer gave it up.</summary>
    public string? Queue { get; init; }

    /// <summary>The exchange it was first published to; empty for the default exchange.</summary>
    public required string Exchange { get; init; }

    /// <summary>The key it was first published with.</summary>
    public required string RoutingKey { get; init; }

    public string? MessageId { get; init; }

    /// <summary>The order's id or the SKU, where the message was ours.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>A stable code, one of <see cref="DeadLetterReasons"/> unless someone else set the message aside.</summary>
    public required string Reason { get; init; }

    /// <summary>The same for a person, in one line.</summary>
    public string? Error { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was given up.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How often it was sent back to its queue before.</summary>
    public int Replays { get; init; }

    /// <summary>Who asked for the last replay.</summary>
    public string? ReplayedBy { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The properties that could not be decoded; null where all could. The letter is sent back without them.</summary>
    public UndecodedEnvelope? Envelope { get; init; }

    /// <summary>Every header that may be shown; values are <see cref="string"/>, <see cref="long"/> or <see cref="double"/>.</summary>
    public required IReadOnlyDictionary<string, object> Headers { get; init; }
}

using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>A message received from a queue. All content is copied and stays valid.</summary>
public sealed record Delivery
{
    public required string Queue { get; init; }

    /// <summary>The exchange of the first publish, also after retries; empty for the default exchange.</summary>
    public required string Exchange { get; init; }

    /// <summary>The routing key of the first publish, also after retries.</summary>
    public required string RoutingKey { get; init; }

    /// <summary>Null if the producer set none.</summary>
    public string? MessageId { get; init; }

    public string? Type { get; init; }

    public string? CorrelationId { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>AMQP headers; byte strings are converted to text.</summary>
    public IReadOnlyDictionary<string, object?> Headers { get; init; } = EmptyHeaders;

    /// <summary>Number of the attempt, from 1. Redeliveries by the broker itself (lost acknowledgement, restart) do not count.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The broker has delivered this message before.</summary>
    public bool Redelivered { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>
    /// The message's properties if they could not be decoded; then only the message id may be known. Such a delivery reaches no handler.
    /// </summary>
    public UndecodedEnvelope? Undecoded { get; init; }

    static readonly Dictionary<string, object?> EmptyHeaders = [];
}

/// <summary>
/// A delivery with everything needed to settle it: its channel and its tag on that channel. <paramref name="Closed"/> is cancelled with the
/// connection.
/// </summary>
sealed record InboundMessage(
    IChannel Channel, Acknowledgements Acknowledgements, ulong Tag, IReadOnlyBasicProperties Properties, Delivery Delivery, CancellationToken Closed)
{
    /// <summary>After the channel has closed, the tag is invalid and the broker redelivers the message.</summary>
    public bool CanBeSettled => Channel.IsOpen && !Closed.IsCancellationRequested;
}

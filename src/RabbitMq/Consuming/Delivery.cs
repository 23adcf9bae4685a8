using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>A message that came from a queue; everything in it is a copy and stays valid.</summary>
public sealed record Delivery
{
    public required string Queue { get; init; }

    /// <summary>The exchange it was first published to, also after retries; empty for the default exchange.</summary>
    public required string Exchange { get; init; }

    /// <summary>The key it was first published with, also after retries.</summary>
    public required string RoutingKey { get; init; }

    /// <summary>Null when the producer gave none.</summary>
    public string? MessageId { get; init; }

    public string? Type { get; init; }

    public string? CorrelationId { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>AMQP headers; strings are strings here, not bytes.</summary>
    public IReadOnlyDictionary<string, object?> Headers { get; init; } = EmptyHeaders;

    /// <summary>From 1. Deliveries repeated by the broker itself (lost acknowledgement, restart) do not count.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The broker has handed this message out before.</summary>
    public bool Redelivered { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The message's properties, when they could not be decoded; none of them is known then but for the message id. Such a delivery reaches no handler.</summary>
    public UndecodedEnvelope? Undecoded { get; init; }

    static readonly Dictionary<string, object?> EmptyHeaders = [];
}

/// <summary>A delivery with what it takes to settle it: the channel it came on, and its tag there; <paramref name="Closed"/> ends with the connection.</summary>
internal sealed record InboundMessage(
    IChannel Channel, Acknowledgements Acknowledgements, ulong Tag, IReadOnlyBasicProperties Properties, Delivery Delivery, CancellationToken Closed)
{
    /// <summary>Once the channel is gone the tag is worthless, and the broker hands the message out again.</summary>
    public bool CanBeSettled => Channel.IsOpen && !Closed.IsCancellationRequested;
}

namespace OrleansOrders.RabbitMq;

/// <summary>AMQP headers that we set. Their values are strings, except where said.</summary>
public static class MessageHeaders
{
    /// <summary>W3C trace context of the activity that published.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>Integer: which delivery of this message this is, from 1. Anything else counts as 1.</summary>
    public const string Attempt = "x-attempt";

    /// <summary>On retries and dead letters: the exchange the message was first published to.</summary>
    public const string OriginExchange = "x-origin-exchange";

    /// <summary>On retries and dead letters: the routing key the message was first published with.</summary>
    public const string OriginRoutingKey = "x-origin-routing-key";

    /// <summary>On dead letters: the queue whose consumer gave the message up.</summary>
    public const string OriginQueue = "x-origin-queue";

    /// <summary>On dead letters: a stable code, see <see cref="DeadLetterReasons"/> and the codes that handlers give.</summary>
    public const string Reason = "x-reason";

    /// <summary>On dead letters: one line for a person, no stack trace.</summary>
    public const string Error = "x-error";

    /// <summary>On dead letters, integer: how often the message was tried.</summary>
    public const string Attempts = "x-attempts";

    /// <summary>On dead letters: when it was given up, in <see cref="InstantFormat"/>.</summary>
    public const string DeadAt = "x-dead-at";

    /// <summary>On dead letters: its id, a UUID. What is given up again after a replay gets another.</summary>
    public const string DeadLetterId = "x-dead-letter-id";

    /// <summary>On dead letters whose properties could not be decoded: the first bytes of these, in base64; see <see cref="UndecodedEnvelope"/>.</summary>
    public const string Envelope = "x-envelope";

    /// <summary>Beside <see cref="Envelope"/>, integer: how many bytes there were.</summary>
    public const string EnvelopeSize = "x-envelope-size";

    /// <summary>On replayed messages, integer: how often this was sent back to its queue.</summary>
    public const string Replays = "x-replays";

    /// <summary>On replayed messages: who asked for it last.</summary>
    public const string ReplayedBy = "x-replayed-by";

    /// <summary>On messages replayed with an edited body: the body it had at first, in base64.</summary>
    public const string OriginalBody = "x-original-body";

    /// <summary>How <see cref="DeadAt"/> is written: ISO 8601 in UTC, in whole microseconds.</summary>
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Largest body that <see cref="OriginalBody"/> takes, in bytes: all headers together have to fit into one frame.</summary>
    public const int MaxOriginalBody = 32 * 1024;
}

namespace OrleansOrders.RabbitMq;

/// <summary>AMQP headers set by this transport. Values are strings unless stated otherwise.</summary>
public static class MessageHeaders
{
    /// <summary>W3C trace context of the publishing activity.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>Integer: number of the attempt, from 1. Any other value counts as 1.</summary>
    public const string Attempt = "x-attempt";

    /// <summary>On retries and dead letters: the exchange of the first publish.</summary>
    public const string OriginExchange = "x-origin-exchange";

    /// <summary>On retries and dead letters: the routing key of the first publish.</summary>
    public const string OriginRoutingKey = "x-origin-routing-key";

    /// <summary>On dead letters: the queue whose consumer gave up the message.</summary>
    public const string OriginQueue = "x-origin-queue";

    /// <summary>On dead letters: a stable code, see <see cref="DeadLetterReasons"/> and the codes of the handlers.</summary>
    public const string Reason = "x-reason";

    /// <summary>On dead letters: the reason in words, one line, without a stack trace.</summary>
    public const string Error = "x-error";

    /// <summary>On dead letters, integer: number of attempts.</summary>
    public const string Attempts = "x-attempts";

    /// <summary>On dead letters: time at which the message was given up, in <see cref="InstantFormat"/>.</summary>
    public const string DeadAt = "x-dead-at";

    /// <summary>On dead letters: the id, a UUID. A message that becomes a dead letter again after a replay gets another id.</summary>
    public const string DeadLetterId = "x-dead-letter-id";

    /// <summary>On dead letters with undecodable properties: their first bytes, in base64; see <see cref="UndecodedEnvelope"/>.</summary>
    public const string Envelope = "x-envelope";

    /// <summary>With <see cref="Envelope"/>, integer: the size of the properties in bytes.</summary>
    public const string EnvelopeSize = "x-envelope-size";

    /// <summary>On replayed messages, integer: number of replays.</summary>
    public const string Replays = "x-replays";

    /// <summary>On replayed messages: the requester of the last replay.</summary>
    public const string ReplayedBy = "x-replayed-by";

    /// <summary>On messages replayed with an edited body: the original body, in base64.</summary>
    public const string OriginalBody = "x-original-body";

    /// <summary>Format of <see cref="DeadAt"/>: ISO 8601 in UTC, in whole microseconds.</summary>
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Maximum size of a body in <see cref="OriginalBody"/>, in bytes: all headers together must fit into one frame.</summary>
    public const int MaxOriginalBody = 32 * 1024;
}

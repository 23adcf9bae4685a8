namespace OrleansOrders.RabbitMq;

/// <summary>Reason codes that the transport itself assigns to dead letters.</summary>
public static class DeadLetterReasons
{
    /// <summary>The last attempt failed for a temporary reason.</summary>
    public const string AttemptsExhausted = "attempts_exhausted";

    /// <summary>The message is readable, but the queue does not handle it.</summary>
    public const string InvalidMessage = "invalid_message";

    /// <summary>The client library cannot decode the message's properties; nothing else was checked.</summary>
    public const string UndecodableEnvelope = "undecodable_envelope";

    /// <summary>The letter has no reason: another program put it into the queue.</summary>
    public const string Unknown = "unknown";
}

namespace OrleansOrders.RabbitMq;

/// <summary>Reason codes that the transport itself gives to dead letters.</summary>
public static class DeadLetterReasons
{
    /// <summary>The last attempt failed for a reason that might pass.</summary>
    public const string AttemptsExhausted = "attempts_exhausted";

    /// <summary>It can be read and is none of its queue's.</summary>
    public const string InvalidMessage = "invalid_message";

    /// <summary>The client library cannot decode its properties. It was not looked at otherwise.</summary>
    public const string UndecodableEnvelope = "undecodable_envelope";

    /// <summary>The letter does not say: someone else put it there.</summary>
    public const string Unknown = "unknown";
}

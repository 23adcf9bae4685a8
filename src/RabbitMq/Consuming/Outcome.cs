namespace OrleansOrders.RabbitMq;

/// <summary>What became of one delivery in a handler: a result, or the exception it threw.</summary>
internal readonly record struct Outcome(HandlerResult? Result, Exception? Failure)
{
    public static Outcome Of(HandlerResult result) => new(result, null);

    /// <summary>For a delivery that no handler gets to see; null for all others.</summary>
    public static Outcome? OfEnvelope(Delivery delivery) =>
        delivery.Undecoded is { } envelope ? Of(HandlerResult.Poison(DeadLetterReasons.UndecodableEnvelope, envelope.Error)) : null;

    public static Outcome Of(Exception failure) => new(null, failure);
}

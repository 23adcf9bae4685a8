namespace OrleansOrders.Messaging;

/// <summary>What became of one delivery in a handler: a result, or the exception it threw.</summary>
internal readonly record struct Outcome(HandlerResult? Result, Exception? Failure)
{
    public static Outcome Of(HandlerResult result) => new(result, null);

    public static Outcome Of(Exception failure) => new(null, failure);
}

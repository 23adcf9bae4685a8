namespace OrleansOrders.Messaging;

/// <summary>
/// Reason codes of dead letters: those given by the queues' consumers, and those of letters that nobody's consumer gave up. <c>docs/dead-letters.md</c>
/// lists the same, and a test compares the two.
/// </summary>
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

    /// <summary>Every one that consumers of ours give, and <see cref="Unknown"/>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        AttemptsExhausted, UndecodableEnvelope,
        FieldErrorCodes.NotJson, FieldErrorCodes.TooLarge, FieldErrorCodes.TooDeep, FieldErrorCodes.WrongType, FieldErrors.InvalidFields, InvalidMessage,
        "order_exists", "order_not_found", "amount_mismatch",
        "insufficient_stock", "unknown_sku", "stock_too_large", "adjustment_exists",
        Unknown,
    ];
}

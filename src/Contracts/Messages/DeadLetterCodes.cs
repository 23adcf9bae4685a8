using OrleansOrders.RabbitMq;

namespace OrleansOrders.Contracts;

/// <summary>Every reason code of a dead letter: those of the transport, of the parsers, and of the handlers.</summary>
public static class DeadLetterCodes
{
    /// <summary>All codes, in the order of <c>docs/dead-letters.md</c>; a test compares the two.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        DeadLetterReasons.AttemptsExhausted, DeadLetterReasons.UndecodableEnvelope,
        FieldErrorCodes.NotJson, FieldErrorCodes.TooLarge, FieldErrorCodes.TooDeep, FieldErrorCodes.WrongType, FieldErrors.InvalidFields, DeadLetterReasons.InvalidMessage,
        "order_exists", "order_not_found", "amount_mismatch",
        "insufficient_stock", "unknown_sku", "stock_too_large", "adjustment_exists",
        DeadLetterReasons.Unknown,
    ];
}

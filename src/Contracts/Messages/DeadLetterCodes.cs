namespace OrleansOrders.Contracts;

/// <summary>Every reason code of a dead letter: those of the transport, of the parsers, and of the handlers.</summary>
public static class DeadLetterCodes
{
    /// <summary>All codes, in the order of <c>docs/dead-letters.md</c>; a test compares the two.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        DeadLetterReasons.AttemptsExhausted, DeadLetterReasons.UndecodableEnvelope,
        FieldErrorCodes.NotJson, FieldErrorCodes.TooLarge, FieldErrorCodes.TooDeep, FieldErrorCodes.WrongType, FieldErrors.InvalidFields, DeadLetterReasons.InvalidMessage,
        .. new[] { OrderRefusal.Exists, OrderRefusal.NotFound, OrderRefusal.AmountMismatch }.Select(EnumNames.Of),
        .. new[] { StockRefusal.Insufficient, StockRefusal.UnknownSku, StockRefusal.TooLarge, StockRefusal.AdjustmentExists }.Select(EnumNames.Of),
        DeadLetterReasons.Unknown,
    ];
}

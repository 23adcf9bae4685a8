namespace OrleansOrders.Messaging;

/// <summary>Reason codes of dead letters that do not come from a handler.</summary>
public static class DeadLetterReasons
{
    /// <summary>The last attempt failed for a reason that might pass.</summary>
    public const string AttemptsExhausted = "attempts_exhausted";
}

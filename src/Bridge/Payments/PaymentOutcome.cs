namespace OrleansOrders.Bridge;

/// <summary>What the payment service said.</summary>
/// <param name="DeclineReason">Null: paid. Otherwise why it was refused, as a stable code.</param>
public readonly record struct PaymentOutcome(string? DeclineReason)
{
    /// <summary>Whether the money moved.</summary>
    public bool Paid => DeclineReason is null;
}

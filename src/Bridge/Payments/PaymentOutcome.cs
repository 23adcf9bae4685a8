namespace OrleansOrders.Bridge;

/// <summary>What the payment service said.</summary>
/// <param name="DeclineReason">Null: paid. Otherwise why it was refused, as a stable code.</param>
public readonly record struct PaymentOutcome(string? DeclineReason)
{
    /// <summary>The code of a refusal whose reason the service does not say.</summary>
    public const string Declined = "declined";

    /// <summary>Whether the money moved.</summary>
    public bool Paid => DeclineReason is null;

    /// <summary>How often the service says so: services do answer twice.</summary>
    public int Answers { get; init; } = 1;
}

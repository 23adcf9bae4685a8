namespace OrleansOrders.Chaos;

/// <summary>What a parser made of an input.</summary>
/// <param name="Accepted">Whether it took it.</param>
/// <param name="Fault">What is wrong with that; null when nothing is.</param>
sealed record Verdict(bool Accepted, string? Fault)
{
    public static Verdict Refused { get; } = new(false, null);

    public static Verdict Taken { get; } = new(true, null);

    public static Verdict Wrong(bool accepted, string fault) => new(accepted, fault);
}

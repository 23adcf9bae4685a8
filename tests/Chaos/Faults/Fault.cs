namespace OrleansOrders.Chaos;

/// <summary>One thing that goes wrong.</summary>
/// <param name="Target">Where.</param>
/// <param name="Kind">What.</param>
/// <param name="After">How long the target is left alone before, after the end of the fault before it.</param>
/// <param name="Lasts">How long it lasts, the time to start again not counted.</param>
sealed record Fault(Target Target, FaultKind Kind, TimeSpan After, TimeSpan Lasts)
{
    public override string ToString() => FormattableString.Invariant($"{Target} {Kind} after {After.TotalSeconds:0.0} s for {Lasts.TotalSeconds:0.0} s");
}

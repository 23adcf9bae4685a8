namespace OrleansOrders.Chaos;

/// <summary>A fault that came, or that could not be staged on this machine.</summary>
sealed record InjectedFault(Fault Fault, string? WhyNot);

namespace OrleansOrders.Api;

/// <summary>One invariant that was asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="States">What it says.</param>
/// <param name="Violations">How often it is broken; 100 stands for that many or more.</param>
public sealed record AuditInvariantView(string Name, string States, int Violations);

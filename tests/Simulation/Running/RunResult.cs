namespace OrleansOrders.Simulation;

/// <summary>What came of one seed; <paramref name="Starts"/> is how often a process was started.</summary>
sealed record RunResult(int Seed, long Steps, TimeSpan Took, string? Violation, string Trace, Plan Plan, int Starts);

namespace OrleansOrders.Testing;

/// <summary>The programs that tests and benchmarks start.</summary>
public enum AppProgram
{
    /// <summary>The system, in any mix of roles.</summary>
    Silo,

    /// <summary>The yardstick of the benchmark; no part of the system.</summary>
    Floor,
}

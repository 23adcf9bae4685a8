namespace OrleansOrders.Testing;

/// <summary>The programs of the system.</summary>
public enum AppProgram
{
    /// <summary>Takes any mix of roles.</summary>
    Silo,

    /// <summary>HTTP alone.</summary>
    Api,

    /// <summary>The queues alone.</summary>
    Bridge,

    /// <summary>What a benchmark compares the system with; none of its parts.</summary>
    Floor,
}

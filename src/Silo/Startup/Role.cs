namespace OrleansOrders.Silo;

/// <summary>What a process does; any mix in one process.</summary>
[Flags]
enum Role
{
    None = 0,

    /// <summary>Hosts the grains.</summary>
    Silo = 1,

    /// <summary>Answers HTTP.</summary>
    Api = 2,

    /// <summary>Consumes the queues.</summary>
    Bridge = 4,

    All = Silo | Api | Bridge,
}

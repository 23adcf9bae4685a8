namespace OrleansOrders.Simulation;

/// <summary>What a process is for.</summary>
[Flags]
enum SimRole
{
    Silo = 1,
    Bridge = 2,
    Api = 4,
    All = Silo | Bridge | Api,
}

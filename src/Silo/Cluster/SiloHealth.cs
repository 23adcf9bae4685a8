using Orleans.Runtime;

namespace OrleansOrders.Silo;

/// <summary>Whether this silo is a working member of its cluster.</summary>
sealed class SiloHealth(ISiloStatusOracle silos) : IGrainsHealth
{
    public string? Trouble => silos.CurrentStatus is SiloStatus.Active ? null : "not_a_member";
}

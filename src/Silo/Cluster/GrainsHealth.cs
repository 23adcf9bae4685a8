using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Silo;

/// <summary>Whether grains can be called from this process.</summary>
interface IGrainsHealth
{
    /// <summary>Null if grains can be called; otherwise the kind of problem, without the text of a failure.</summary>
    string? Trouble { get; }
}

/// <summary>Whether this silo is an active member of its cluster.</summary>
sealed class SiloHealth(ISiloStatusOracle silos) : IGrainsHealth
{
    public string? Trouble => silos.CurrentStatus is SiloStatus.Active ? null : "not_a_member";
}

/// <summary>Counts the silos to which this process has a connection.</summary>
sealed class GatewayWatch : IClusterConnectionStatusObserver, IGrainsHealth
{
    int _gateways;

    public string? Trouble => Volatile.Read(ref _gateways) > 0 ? null : "not_connected";

    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered) =>
        Volatile.Write(ref _gateways, currentNumberOfGateways);

    public void NotifyClusterConnectionLost() => Volatile.Write(ref _gateways, 0);
}

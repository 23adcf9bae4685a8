using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Silo;

/// <summary>Whether grains can be called from this process.</summary>
interface IGrainsHealth
{
    /// <summary>Null when they can; else what is wrong, as a kind and not as a failure's own text.</summary>
    string? Trouble { get; }
}

/// <summary>Whether this silo is a working member of its cluster.</summary>
sealed class SiloHealth(ISiloStatusOracle silos) : IGrainsHealth
{
    public string? Trouble => silos.CurrentStatus is SiloStatus.Active ? null : "not_a_member";
}

/// <summary>How many silos this process has a connection to.</summary>
sealed class GatewayWatch : IClusterConnectionStatusObserver, IGrainsHealth
{
    int _gateways;

    public string? Trouble => Volatile.Read(ref _gateways) > 0 ? null : "not_connected";

    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered) =>
        Volatile.Write(ref _gateways, currentNumberOfGateways);

    public void NotifyClusterConnectionLost() => Volatile.Write(ref _gateways, 0);
}

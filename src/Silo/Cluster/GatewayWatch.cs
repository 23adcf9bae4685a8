using Orleans;

namespace OrleansOrders.Silo;

/// <summary>How many silos this process has a connection to.</summary>
sealed class GatewayWatch : IClusterConnectionStatusObserver, IGrainsHealth
{
    int _gateways;

    public string? Trouble => Volatile.Read(ref _gateways) > 0 ? null : "not_connected";

    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered) =>
        Volatile.Write(ref _gateways, currentNumberOfGateways);

    public void NotifyClusterConnectionLost() => Volatile.Write(ref _gateways, 0);
}

using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Silo;

/// <summary>This silo is an active member of its cluster.</summary>
sealed class SiloHealth(ISiloStatusOracle silos) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Health.Of(silos.CurrentStatus is SiloStatus.Active ? null : "not_a_member"));
}

/// <summary>This process has a connection to a silo.</summary>
sealed class GatewayWatch : IClusterConnectionStatusObserver, IHealthCheck
{
    int _gateways;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Health.Of(Volatile.Read(ref _gateways) > 0 ? null : "not_connected"));

    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered) =>
        Volatile.Write(ref _gateways, currentNumberOfGateways);

    public void NotifyClusterConnectionLost() => Volatile.Write(ref _gateways, 0);
}

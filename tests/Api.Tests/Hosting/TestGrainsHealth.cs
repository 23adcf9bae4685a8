using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansOrders.Api.Tests;

/// <summary>Grains that can be called, or not.</summary>
sealed class TestGrainsHealth : IHealthCheck
{
    public string? Trouble { get; set; }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Health.Of(Trouble));
}

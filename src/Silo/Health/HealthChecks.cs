using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansOrders.Silo;

/// <summary>
/// Names and results of the health checks. The description of a failed check is the kind of problem, without the text of a failure. The
/// check <see cref="Grains"/> is in <c>GrainsHealth.cs</c>, because it depends on the roles.
/// </summary>
static class Health
{
    public const string Postgres = "postgres";
    public const string RabbitMq = "rabbitmq";
    public const string Grains = "grains";
    public const string Consumers = "consumers";

    public static HealthCheckResult Of(string? trouble) => trouble is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(trouble);
}

/// <summary>The database responds and accepts writes.</summary>
sealed class PostgresHealth(IDatabaseProbe database) : IHealthCheck
{
    // The wait ends at the timeout even if the query does not.
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Health.Of(await database.Trouble(cancellationToken).WaitAsync(cancellationToken));
}

/// <summary>Connected, the topology is declared, and the broker accepts publishes.</summary>
sealed class RabbitMqHealth(IBrokerHealth broker) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Health.Of(broker.Current switch { { Connected: false } => "not_connected", { Blocked: not null } => "blocked", _ => null }));
}

/// <summary>This process is subscribed to each of its queues and holds no message for too long.</summary>
sealed class ConsumersHealth(IBrokerHealth broker) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (consuming, holding) = (broker.Current.Consuming, broker.Current.Holding);
        var idle = consuming.Where(queue => !queue.Value).Select(queue => queue.Key);
        string[] troubles = [.. Named("not_consuming", idle), .. Named("holding", holding)];
        return Task.FromResult(Health.Of(troubles.Length == 0 ? null : string.Join("; ", troubles)));
    }

    static IEnumerable<string> Named(string trouble, IEnumerable<string> queues) =>
        queues.Any() ? [$"{trouble} {string.Join(", ", queues.Order(StringComparer.Ordinal))}"] : [];
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Silo;

/// <summary>Checks every dependency.</summary>
sealed partial class HealthCheck(
    IDatabaseProbe database,
    IBrokerHealth broker,
    IGrainsHealth grains,
    IHostApplicationLifetime host,
    IOptions<HealthOptions> options,
    TimeProvider clock,
    ILogger<HealthCheck> logger) : IDisposable
{
    readonly Cached<CountsView?> _counts = new(options.Value.StatisticsAge, clock);

    public async Task<HealthView> Check(bool withCounts, CancellationToken ct)
    {
        var dependencies = new DependenciesView(await CheckDatabase(ct), CheckBroker(broker.Current), CheckGrains(), CheckConsumers(broker.Current));
        var counts = withCounts && dependencies.Postgres.IsOk ? await _counts.Get(Count, ct) : null;
        return new(StatusOf(dependencies), dependencies, counts);
    }

    public void Dispose() => _counts.Dispose();

    // Load balancers must stop sending requests as soon as the process is stopping.
    string StatusOf(DependenciesView dependencies) =>
        host.ApplicationStopping.IsCancellationRequested ? "stopping"
        : dependencies is { Postgres.IsOk: true, Rabbitmq.IsOk: true, Grains.IsOk: true, Consumers.IsOk: true } ? "ok"
        : "unavailable";

    DependencyView CheckGrains() => grains.Trouble is { } trouble ? DependencyView.Unavailable(trouble) : DependencyView.Ok;

    async Task<DependencyView> CheckDatabase(CancellationToken ct) =>
        await InTime(async token => await database.Trouble(token) is { } trouble ? DependencyView.Unavailable(trouble) : DependencyView.Ok, ct)
        ?? DependencyView.Unavailable("not_answering");

    Task<CountsView?> Count(CancellationToken ct) => InTime(database.Count, ct);

    // Null for every failure: a health check reports failures and does not fail itself.
    async Task<T?> InTime<T>(Func<CancellationToken, Task<T>> ask, CancellationToken ct)
        where T : class
    {
        using var deadline = new CancellationTokenSource(options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            return await ask(either.Token).WaitAsync(either.Token);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogUnhealthy(logger, exception.GetType().Name);
            return null;
        }
    }

    static string? Named(string trouble, IEnumerable<string> queues)
    {
        var names = string.Join(", ", queues.Order(StringComparer.Ordinal));
        return names.Length == 0 ? null : $"{trouble} {names}";
    }

    static DependencyView CheckBroker(BrokerHealth health) => health switch
    {
        { Connected: false } => DependencyView.Unavailable("not_connected"),
        { Blocked: not null } => DependencyView.Unavailable("blocked"),
        _ => DependencyView.Ok,
    };

    static DependencyView CheckConsumers(BrokerHealth health)
    {
        var idle = health.Consuming.Where(queue => !queue.Value).Select(queue => queue.Key);
        var troubles = new[] { Named("not_consuming", idle), Named("holding", health.Holding) }.OfType<string>().ToList();
        return troubles.Count == 0 ? DependencyView.Ok : DependencyView.Unavailable(string.Join("; ", troubles));
    }
}

using Microsoft.Extensions.Options;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Silo;

/// <summary>
/// The number of waiting messages per queue. Queries the broker at most once per interval, regardless of the number of callers.
/// </summary>
sealed class QueueDepths(IQueueInspector inspector, IOptions<HealthOptions> options, TimeProvider clock) : IDisposable
{
    readonly Cached<IReadOnlyList<(string Queue, QueueDepth Depth)>> _depths = new(options.Value.StatisticsAge, clock);

    /// <summary>The known depths; empty while the broker is unavailable.</summary>
    public Task<IReadOnlyList<(string Queue, QueueDepth Depth)>> Get(CancellationToken ct) => _depths.Get(Ask, ct);

    public void Dispose() => _depths.Dispose();

    async Task<IReadOnlyList<(string Queue, QueueDepth Depth)>> Ask(CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            var known = await inspector.Depths(either.Token).WaitAsync(either.Token);
            return [.. known.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value))];
        }
        catch (Exception exception) when (exception is OperationCanceledException or MessagingException or TimeoutException && !ct.IsCancellationRequested)
        {
            // The series are missing, which an alert on absence detects.
            return [];
        }
    }
}

using Microsoft.Extensions.Options;
using OrleansOrders.Messaging;

namespace OrleansOrders.Hosting;

/// <summary>How many messages wait in each of our queues. Asks the broker at most once in a while, however many ask here.</summary>
sealed class QueueDepths(IQueueInspector inspector, IOptions<HealthOptions> options, TimeProvider clock) : IDisposable
{
    readonly Cached<IReadOnlyList<(string Queue, QueueDepth Depth)>> _depths = new(options.Value.StatisticsAge, clock);

    /// <summary>Those that are known: empty while the broker is away.</summary>
    public Task<IReadOnlyList<(string Queue, QueueDepth Depth)>> Get(CancellationToken ct) => _depths.Get(Ask, ct);

    public void Dispose() => _depths.Dispose();

    async Task<IReadOnlyList<(string Queue, QueueDepth Depth)>> Ask(CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        var known = new List<(string, QueueDepth)>();
        try
        {
            foreach (var queue in BrokerTopology.Queues)
            {
                if (await inspector.Depth(queue.Name, either.Token).WaitAsync(either.Token) is { } depth) known.Add((queue.Name, depth));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or MessagingException or TimeoutException && !ct.IsCancellationRequested)
        {
            // What is known is shown; the rest is missing, which is what an alert on absence looks for.
        }

        return known;
    }
}

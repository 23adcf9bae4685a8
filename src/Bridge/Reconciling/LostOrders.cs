using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;

namespace OrleansOrders.Bridge;

/// <summary>
/// Publishes accepted orders whose message was lost: they are still pending, but no queue holds their message. One round finds suspects.
/// The next round publishes those that are still pending, if <c>order_placed</c> was empty in both rounds: consumers finish their
/// deliveries in between, and a backlog is never published again.
/// </summary>
sealed partial class LostOrders(
    IOpenOrderReads open,
    IGrainFactory grains,
    GrainRetry retry,
    IQueueInspector queues,
    IMessagePublisher publisher,
    IOptions<ReconcilerOptions> options,
    IOptions<RabbitMqOptions> broker,
    TimeProvider clock,
    ILogger<LostOrders> logger)
{
    /// <summary>
    /// Rounds that may fail at the same order before it is skipped, so that an unreadable order does not block the others.
    /// </summary>
    const int MostFailures = 3;

    readonly ReconcilerPass _pass = new(options.Value.RepublishAfter, clock);
    readonly Queue<OpenOrder> _suspects = new();
    int _failures;

    /// <summary>One round. After a failure, the next round resumes at the same position.</summary>
    public async Task Round(CancellationToken ct)
    {
        if (_suspects.Count > 0)
        {
            if (await IsWaiting(Queues.OrderPlaced, ct)) _suspects.Clear();
            while (_suspects.TryPeek(out var suspect)) await Publish(suspect, ct);
        }

        _pass.Turn();
        var pending = await open.PendingSince(clock.Now() - options.Value.PendingAge, options.Value.BatchSize, _pass.After, ct);
        if (pending.Count == 0 || await IsWaiting(Queues.OrderPlaced, ct)) return;

        // The message of an order younger than the sum of all retry delays may be in a delay queue.
        var old = clock.Now() - options.Value.PendingAge - RetriesTake();
        var anyMayWait = pending[^1].CreatedAt >= old && await AnyRetries(ct);
        foreach (var order in pending.TakeWhile(order => !anyMayWait || order.CreatedAt < old)) _suspects.Enqueue(order);
    }

    async Task Publish(OpenOrder suspect, CancellationToken ct)
    {
        try
        {
            if (await open.Content(suspect.OrderId, ct) is { } content)
            {
                // The grain decides whether the order is still pending. An order that has moved on is not announced.
                var reply = await retry.Call(() => grains.Order(suspect.OrderId).Accept(content), ct);
                await publisher.Announce(reply, ct);
                if (!reply.Facts.IsEmpty) LogPublished(logger, suspect.OrderId);
            }
        }
        catch when (!ct.IsCancellationRequested && ++_failures < MostFailures)
        {
            throw;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogPassedOver(logger, exception, suspect.OrderId);
        }

        _failures = 0;
        _pass.IsDone(_suspects.Dequeue());
    }

    // An unknown queue depth counts as a waiting message, so nothing is published.
    async Task<bool> IsWaiting(string queue, CancellationToken ct) => await queues.Depth(queue, ct) is not { Ready: 0 };

    async Task<bool> AnyRetries(CancellationToken ct)
    {
        foreach (var delay in broker.Value.RetryDelays)
        {
            if (await IsWaiting(BrokerNames.RetryQueue(Queues.OrderPlaced, delay), ct)) return true;
        }

        return false;
    }

    TimeSpan RetriesTake()
    {
        var sum = TimeSpan.Zero;
        for (var retry = 1; retry < broker.Value.Attempts; retry++) sum += broker.Value.RetryDelay(retry);
        return sum;
    }
}

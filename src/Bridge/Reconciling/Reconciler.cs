using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans;
using OrleansOrders.Grains;
using OrleansOrders.Messaging;

namespace OrleansOrders.Bridge;

/// <summary>
/// Publishes the orders whose publish was lost (accepted, still pending after a while, and nothing waits in <c>order_placed</c>, so that a mere
/// backlog is never published again), and the expiry of those whose deadline has passed. One instance works at a time over all processes.
/// Publishing again is harmless: it is the same message under the same id, and the order decides.
/// </summary>
sealed partial class Reconciler(
    NpgsqlDataSource dataSource,
    OpenOrders open,
    OrderReader orders,
    IGrainFactory grains,
    IQueueInspector queues,
    IMessagePublisher publisher,
    IOptions<ReconcilerOptions> options,
    TimeProvider clock,
    ILogger<Reconciler> logger) : BackgroundService
{
    /// <summary>The lock's name in the database.</summary>
    const string LockName = "reconciler";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        AdvisoryLock? held = null;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) held = await Round(held, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            if (held is not null) await held.DisposeAsync();
        }
    }

    async Task<AdvisoryLock?> Round(AdvisoryLock? held, CancellationToken ct)
    {
        try
        {
            if (held is { Lost.IsCancellationRequested: true })
            {
                await held.DisposeAsync();
                held = null;
            }

            held ??= await AdvisoryLock.TryAcquire(dataSource, LockName, ct);
            if (held is not null)
            {
                await PublishLost(ct);
                await PublishExpired(ct);
            }
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            // The next round tries again; whatever was under way is idempotent.
            LogRoundFailed(logger, exception);
        }

        return held;
    }

    async Task PublishLost(CancellationToken ct)
    {
        var pending = await open.PendingSince(clock.Now() - options.Value.PendingAge, options.Value.BatchSize, after: null, ct);
        if (pending.Count == 0) return;

        // What is ready in the queue may be these very orders; what cannot be known is not acted upon.
        if (await queues.Depth(Queues.OrderPlaced, ct) is not { Ready: 0 }) return;

        foreach (var order in pending)
        {
            if (await orders.Find(order.OrderId, ct) is not { } stored) continue;
            var content = stored.ToOrder().Content;

            // The grain says whether it is still pending: what has moved on since is not announced.
            var reply = await GrainRetry.Call(() => grains.Order(order.OrderId).Accept(content), ct);
            await publisher.Announce(reply, ct);
            if (!reply.Facts.IsEmpty) LogPublished(logger, order.OrderId);
        }
    }

    async Task PublishExpired(CancellationToken ct)
    {
        var now = clock.Now();
        var expired = await open.Expired(now, options.Value.BatchSize, after: null, ct);
        if (expired.Count == 0 || await queues.Depth(Queues.OrderStatus, ct) is not { Ready: 0 }) return;

        await publisher.PublishAll([.. expired.Select(order => RequestCodec.Expiry(order.OrderId, now))], ct);
        LogExpired(logger, expired.Count);
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
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
    IReconcilerDuty duty,
    IOpenOrderReads open,
    IGrainFactory grains,
    GrainRetry retry,
    IQueueInspector queues,
    IMessagePublisher publisher,
    IOptions<ReconcilerOptions> options,
    TimeProvider clock,
    TaskScheduler scheduler,
    ILogger<Reconciler> logger) : IHostedService, IDisposable
{
    readonly CancellationTokenSource _stopping = new();
    Task _rounds = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _rounds = Task.Factory.StartNew(Rounds, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _rounds.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    async Task Rounds()
    {
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        IHeldDuty? held = null;
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token)) held = await Round(held, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        finally
        {
            if (held is not null) await held.DisposeAsync();
        }
    }

    async Task<IHeldDuty?> Round(IHeldDuty? held, CancellationToken ct)
    {
        try
        {
            if (held is { Lost.IsCancellationRequested: true })
            {
                await held.DisposeAsync();
                held = null;
            }

            held ??= await duty.TryTake(ct);
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
        var pending = await open.PendingSince(clock.Now() - options.Value.PendingAge, options.Value.BatchSize, ct);
        if (pending.Count == 0) return;

        // What is ready in the queue may be these very orders; what cannot be known is not acted upon.
        if (await queues.Depth(Queues.OrderPlaced, ct) is not { Ready: 0 }) return;

        foreach (var order in pending)
        {
            if (await open.Content(order.OrderId, ct) is not { } content) continue;

            // The grain says whether it is still pending: what has moved on since is not announced.
            var reply = await retry.Call(() => grains.Order(order.OrderId).Accept(content), ct);
            await publisher.Announce(reply, ct);
            if (!reply.Facts.IsEmpty) LogPublished(logger, order.OrderId);
        }
    }

    async Task PublishExpired(CancellationToken ct)
    {
        var now = clock.Now();
        var expired = await open.Expired(now, options.Value.BatchSize, ct);
        if (expired.Count == 0 || await queues.Depth(Queues.OrderStatus, ct) is not { Ready: 0 }) return;

        await publisher.PublishAll([.. expired.Select(order => RequestCodec.Expiry(order.OrderId, now))], ct);
        LogExpired(logger, expired.Count);
    }
}

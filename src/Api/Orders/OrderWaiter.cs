using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace OrleansOrders.Api;

/// <summary>Waits for an order's final state.</summary>
sealed partial class OrderWaiter(IGrainFactory grains, GrainRetry retry, IOrderReads reads, TimeProvider clock, IHostApplicationLifetime host, ILogger<OrderWaiter> logger)
{
    /// <summary>Maximum duration of one grain call: well below the timeout after which a call counts as lost.</summary>
    static readonly TimeSpan Slice = TimeSpan.FromSeconds(5);

    /// <summary>Maximum overrun of a wait, so that the reply of a grain that responds in time is still received.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Returns the order as soon as it is final, or as stored after <paramref name="wait"/> or when the process stops. Temporary failures
    /// are not thrown: if the database is unavailable too, the given order is returned.
    /// </summary>
    public async Task<Order> Wait(Order order, TimeSpan wait, CancellationToken ct)
    {
        if (order.IsFinal || wait <= TimeSpan.Zero) return order;

        // A call that is retried because its silo is lost must not outlast the wait.
        using var over = new CancellationTokenSource(wait + Slack, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, host.ApplicationStopping, over.Token);
        var started = clock.GetTimestamp();
        try
        {
            // Timers have millisecond resolution: with less time left, the call would return immediately and be repeated in a tight loop.
            while (wait - clock.GetElapsedTime(started) is { TotalMilliseconds: >= 1 } left)
            {
                var atMost = left < Slice ? left : Slice;
                var answer = await retry.Call(() => grains.Order(order.Id).WaitFinal(atMost, stop.Token), stop.Token);
                if (answer is { IsFinal: true }) return answer;
            }

        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested && stop.IsCancellationRequested)
        {
            // The wait is over, or the process stops.
        }
        catch (Exception exception) when (Failures.MayPass(exception) && !ct.IsCancellationRequested)
        {
            LogWaitEnded(logger, exception, order.Id);
        }

        return await AsStored(order, ct);
    }

    // An outdated activation would wait in vain, and an unreachable activation may have decided. The stored state is authoritative.
    async Task<Order> AsStored(Order order, CancellationToken ct)
    {
        using var over = new CancellationTokenSource(Slack, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, over.Token);
        try
        {
            return await reads.Find(order.Id, stop.Token) ?? order;
        }
        catch (Exception exception) when (Failures.MayPass(exception) && !ct.IsCancellationRequested)
        {
            LogWaitEnded(logger, exception, order.Id);
            return order;
        }
    }

    [LoggerMessage(EventId = 4201, Level = LogLevel.Information, Message = "Waiting for order {OrderId} ended early")]
    static partial void LogWaitEnded(ILogger logger, Exception exception, OrderId orderId);
}

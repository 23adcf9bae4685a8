using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Api;

/// <summary>Waits for an order's final state.</summary>
sealed partial class OrderWaiter(IGrainFactory grains, GrainRetry retry, IOrderReads reads, TimeProvider clock, IHostApplicationLifetime host, ILogger<OrderWaiter> logger)
{
    /// <summary>Longest single question to a grain: well below the time after which a call counts as lost.</summary>
    static readonly TimeSpan Slice = TimeSpan.FromSeconds(5);

    /// <summary>How much later than asked for a wait may end; a grain that answers in time is always heard.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The order as soon as it is final, or as it is after <paramref name="wait"/>, or when the process stops. Never fails for a reason that may
    /// pass: then it is the order as given.
    /// </summary>
    public async Task<Order> Wait(Order order, TimeSpan wait, CancellationToken ct)
    {
        if (order.IsFinal || wait <= TimeSpan.Zero) return order;

        // A call that is repeated because its silo is gone must not outlast the wait.
        using var over = new CancellationTokenSource(wait + Slack, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, host.ApplicationStopping, over.Token);
        var started = clock.GetTimestamp();
        try
        {
            // Timers count whole milliseconds: a shorter wait is none, and asking for it would be asking again at once.
            while (wait - clock.GetElapsedTime(started) is { TotalMilliseconds: >= 1 } left)
            {
                var atMost = left < Slice ? left : Slice;
                var answer = await retry.Call(() => grains.Order(order.Id).WaitFinal(atMost, stop.Token), stop.Token);
                if (answer is { IsFinal: true }) return answer;
            }

            // An activation that lost touch waits in vain: what is stored decides.
            return await reads.Find(order.Id, stop.Token) ?? order;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested && stop.IsCancellationRequested)
        {
            return order;
        }
        catch (Exception exception) when (Failures.MayPass(exception))
        {
            LogWaitEnded(logger, exception, order.Id);
            return order;
        }
    }
}

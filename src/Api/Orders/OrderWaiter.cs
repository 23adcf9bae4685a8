using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>Waits for an order's final state.</summary>
sealed partial class OrderWaiter(IGrainFactory grains, GrainRetry retry, IOrderReads reads, TimeProvider clock, IHostApplicationLifetime host, ILogger<OrderWaiter> logger)
{
    /// <summary>Longest single question to a grain: well below the time after which a call counts as lost.</summary>
    static readonly TimeSpan Slice = TimeSpan.FromSeconds(5);

    /// <summary>How much later than asked for a wait may end; a grain that answers in time is always heard.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The order as soon as it is final, or as it is stored after <paramref name="wait"/>, or when the process stops. Never fails for a reason that may
    /// pass: where the database is away as well, it is the order as given.
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

    // An activation that lost touch waits in vain, and one that is not heard any more may have decided: what is stored counts.
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
}

using Microsoft.Extensions.Options;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.RabbitMq;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>
/// Withdraws an order by a message, as every transition is made: the request stays with the broker until the order has decided, told its items and
/// announced it, whatever crashes meanwhile.
/// </summary>
sealed class OrderCancellation(IOrderReads reads, IMessagePublisher publisher, IBrokerHealth broker, OrderWaiter waiter, IOptions<ApiOptions> options, TimeProvider clock)
{
    /// <summary>
    /// The order once it is final, or as it is after <paramref name="wait"/>; null where there is none. Throws when the broker did not take the
    /// request: then nothing has happened, or the same request may be made again.
    /// </summary>
    public async Task<Order?> Cancel(OrderId id, TimeSpan wait, CancellationToken ct)
    {
        var order = await reads.Find(id, ct);
        if (order is null or { IsFinal: true }) return order;

        // An alarm lasts longer than a client waits. A lost connection is usually back before the deadline.
        if (broker.Current.Blocked is not null) throw new BrokerUnavailableException("The broker is in alarm and accepts no messages.");

        using var deadline = new CancellationTokenSource(options.Value.PublishDeadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            await publisher.Publish(RequestCodec.Cancel(id, clock.Now()), either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException("The broker did not take the request in time.");
        }

        return await waiter.Wait(order, wait, ct);
    }
}

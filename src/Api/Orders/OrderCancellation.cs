using Microsoft.Extensions.Options;

namespace OrleansOrders.Api;

/// <summary>
/// Cancels an order through a message, like every other transition: the broker keeps the request until the order has decided, released its
/// items and announced the result, even after crashes.
/// </summary>
sealed class OrderCancellation(IOrderReads reads, IMessagePublisher publisher, IBrokerHealth broker, OrderWaiter waiter, IOptions<ApiOptions> options, TimeProvider clock)
{
    /// <summary>
    /// Returns the order once it is final, or as it is after <paramref name="wait"/>; null if it does not exist. Throws if the broker did
    /// not accept the request: then nothing has happened, or the same request may be repeated.
    /// </summary>
    public async Task<Order?> Cancel(OrderId id, TimeSpan wait, CancellationToken ct)
    {
        var order = await reads.Find(id, ct);
        if (order is null or { IsFinal: true }) return order;

        // An alarm usually lasts longer than the client waits. A lost connection is usually back before the deadline.
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

using Orleans;
using Orleans.Concurrency;

namespace OrleansOrders.Grains;

/// <summary>
/// One order; key: <see cref="GrainKeys.Of(OrderId)"/>. A reply is given only after its change is persisted. Every call is idempotent, and
/// a repeat returns the same facts. After an exception the outcome is unknown; retry the call.
/// </summary>
[Alias("OrleansOrders.IOrderGrain"), GrainInterfaceType(GrainFactoryExtensions.OrderType)]
public interface IOrderGrain : IGrainWithStringKey
{
    /// <summary>
    /// Accepts the order: it is stored as <c>pending</c> when this returns. Refused if the id is used by an order with other content.
    /// </summary>
    [Alias("Accept")]
    Task<OrderReply> Accept(NewOrder order);

    /// <summary>Processes a placed order: accepts it if necessary, and reserves the stock of every item.</summary>
    [Alias("Process")]
    Task<OrderReply> Process(NewOrder order);

    /// <summary>Applies a later command: payment, cancellation, expiry, refund.</summary>
    [Alias("Apply")]
    Task<OrderReply> Apply(OrderCommand command);

    /// <summary>
    /// The current order; null if it does not exist. <paramref name="fresh"/> reads the stored state, for a caller that would otherwise
    /// wait for a change that another activation may have made.
    /// </summary>
    [Alias("Get")]
    Task<Order?> Get(bool fresh);

    /// <summary>
    /// Waits until the order is final or <paramref name="atMost"/> has passed, and returns the order as it then is; null if it does not
    /// exist. Does not block other calls.
    /// </summary>
    [Alias("WaitFinal"), AlwaysInterleave]
    Task<Order?> WaitFinal(TimeSpan atMost, CancellationToken cancellationToken);
}

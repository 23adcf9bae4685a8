using Orleans;
using Orleans.Concurrency;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>
/// One order; key: <see cref="GrainKeys.Of(OrderId)"/>. What a call answers is persisted before it answers, every call is idempotent, and a repeat
/// answers the same facts. An exception means that the outcome is unknown: ask again.
/// </summary>
[Alias("OrleansOrders.IOrderGrain"), GrainInterfaceType(GrainFactoryExtensions.OrderType)]
public interface IOrderGrain : IGrainWithStringKey
{
    /// <summary>Takes the order in: <c>pending</c> once this returns. Refused where the id has other content.</summary>
    [Alias("Accept")]
    Task<OrderReply> Accept(NewOrder order);

    /// <summary>Works a placed order: takes it in if nobody did, and asks every item for its stock.</summary>
    [Alias("Process")]
    Task<OrderReply> Process(NewOrder order);

    /// <summary>Applies what came later: payment, cancellation, expiry, refund.</summary>
    [Alias("Apply")]
    Task<OrderReply> Apply(OrderCommand command);

    /// <summary>
    /// The order as it stands; null where there is none. <paramref name="fresh"/> reads what is stored: for who would wait for a change that another activation
    /// may have made already.
    /// </summary>
    [Alias("Get")]
    Task<Order?> Get(bool fresh);

    /// <summary>
    /// The order as soon as it is final, or as it is after <paramref name="atMost"/>; null where there is none even then. Waits beside other calls.
    /// </summary>
    [Alias("WaitFinal"), AlwaysInterleave]
    Task<Order?> WaitFinal(TimeSpan atMost, CancellationToken cancellationToken);
}

using OrleansOrders.Domain;
using OrleansOrders.Messaging;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>As the dead-letter desk sees them.</summary>
sealed class DeadLetteredOrders(IDeadLetterDesk desk) : IDeadLetteredOrders
{
    public Task<IReadOnlyCollection<OrderId>> Find(CancellationToken cancellationToken) => desk.Orders(cancellationToken);
}

using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.RabbitMq;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>As the dead-letter desk sees them.</summary>
sealed class DeadLetteredOrders(IDeadLetterDesk desk) : IDeadLetteredOrders
{
    public Task<IReadOnlyCollection<OrderId>> Find(CancellationToken cancellationToken) => desk.Collect(LetterOrder.Of, cancellationToken);
}

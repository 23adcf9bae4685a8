namespace OrleansOrders.Api;

/// <summary>Reads them through the dead-letter desk.</summary>
sealed class DeadLetteredOrders(IDeadLetterDesk desk) : IDeadLetteredOrders
{
    public Task<IReadOnlyCollection<OrderId>> Find(CancellationToken cancellationToken) => desk.Collect(LetterOrder.Of, cancellationToken);
}

using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.Messaging;

namespace OrleansOrders.Api;

/// <summary>As the dead-letter desk sees them.</summary>
sealed class DeadLetteredOrders(IDeadLetterDesk desk) : IDeadLetteredOrders
{
    public async Task<IReadOnlyCollection<OrderId>> Find(CancellationToken cancellationToken)
    {
        var list = await desk.List(new DeadLetterFilter(), int.MaxValue, cancellationToken);
        return list.Letters.Select(letter => letter.OrderId).OfType<OrderId>().ToHashSet();
    }
}

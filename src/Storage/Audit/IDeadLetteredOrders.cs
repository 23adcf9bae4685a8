using OrleansOrders.Domain;

namespace OrleansOrders.Storage;

/// <summary>Which orders wait for a person: a message of theirs is a dead letter that can be seen.</summary>
public interface IDeadLetteredOrders
{
    /// <summary>All of them, as of now. Any exception means that it cannot be known.</summary>
    Task<IReadOnlyCollection<OrderId>> Find(CancellationToken cancellationToken);
}

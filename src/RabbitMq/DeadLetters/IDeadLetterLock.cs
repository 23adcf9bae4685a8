namespace OrleansOrders.RabbitMq;

/// <summary>Lets one look at the dead letters at a time, over all processes that share the broker.</summary>
public interface IDeadLetterLock
{
    /// <returns>What gives it back when disposed of; null while someone else has it.</returns>
    Task<IAsyncDisposable?> TryTake(CancellationToken ct);
}

namespace OrleansOrders.RabbitMq;

/// <summary>Lets one look at the dead letters at a time, over all processes that share the broker.</summary>
public interface IDeadLetterLock
{
    /// <returns>What gives it back when disposed of; null while someone else has it.</returns>
    Task<IAsyncDisposable?> TryTake(CancellationToken ct);
}

/// <summary>For a process that is alone with its broker.</summary>
internal sealed class LocalDeadLetterLock : IDeadLetterLock
{
    int _taken;

    public Task<IAsyncDisposable?> TryTake(CancellationToken ct) =>
        Task.FromResult<IAsyncDisposable?>(Interlocked.CompareExchange(ref _taken, 1, 0) == 0 ? new Turn(this) : null);

    sealed class Turn(LocalDeadLetterLock owner) : IAsyncDisposable
    {
        int _ended;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
                Volatile.Write(ref owner._taken, 0);
            return ValueTask.CompletedTask;
        }
    }
}

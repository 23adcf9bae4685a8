namespace OrleansOrders.RabbitMq;

/// <summary>Allows one scan of the dead letters at a time across all processes that share the broker.</summary>
public interface IDeadLetterLock
{
    /// <returns>A handle that releases the lock on disposal; null while another process holds it.</returns>
    Task<IAsyncDisposable?> TryTake(CancellationToken ct);
}

/// <summary>For a single process per broker.</summary>
sealed class LocalDeadLetterLock : IDeadLetterLock
{
    int _taken;

    public Task<IAsyncDisposable?> TryTake(CancellationToken ct) =>
        Task.FromResult<IAsyncDisposable?>(Interlocked.CompareExchange(ref _taken, 1, 0) == 0 ? new Turn(this) : null);

    sealed class Turn(LocalDeadLetterLock owner) : IAsyncDisposable
    {
        int _ended;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0) Volatile.Write(ref owner._taken, 0);
            return ValueTask.CompletedTask;
        }
    }
}

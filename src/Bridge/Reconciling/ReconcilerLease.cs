using Npgsql;

namespace OrleansOrders.Bridge;

/// <summary>The lease of the active reconciler across all processes. Released on disposal.</summary>
interface IReconcilerLease : IAsyncDisposable
{
    /// <summary>Acquires or keeps the lease; returns whether this process holds it.</summary>
    Task<bool> Take(CancellationToken ct);
}

/// <summary>A lock in the database that lasts as long as its session.</summary>
sealed class PostgresReconcilerLease(NpgsqlDataSource dataSource) : IReconcilerLease
{
    const string Name = "reconciler";

    AdvisoryLock? _held;

    public async Task<bool> Take(CancellationToken ct)
    {
        if (_held is { Lost.IsCancellationRequested: true }) await DisposeAsync();
        _held ??= await AdvisoryLock.TryAcquire(dataSource, Name, ct);
        return _held is not null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_held is not { } held) return;
        _held = null;
        await held.DisposeAsync();
    }
}

using Npgsql;
using OrleansOrders.Storage;

namespace OrleansOrders.Bridge;

/// <summary>Whose turn it is, over all processes. Given back when disposed of.</summary>
interface IReconcilerLease : IAsyncDisposable
{
    /// <summary>Whether it is ours: from now on, or still.</summary>
    Task<bool> Take(CancellationToken ct);
}

/// <summary>A lock in the database, for as long as our session there lives.</summary>
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

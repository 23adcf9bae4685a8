using Npgsql;
using OrleansOrders.Grains;

namespace OrleansOrders.Bridge;

/// <summary>By a lock in PostgreSQL.</summary>
sealed class PostgresReconcilerDuty(NpgsqlDataSource dataSource) : IReconcilerDuty
{
    /// <summary>The lock's name in the database.</summary>
    const string LockName = "reconciler";

    public async Task<IHeldDuty?> TryTake(CancellationToken ct) =>
        await AdvisoryLock.TryAcquire(dataSource, LockName, ct) is { } held ? new Duty(held) : null;

    sealed class Duty(AdvisoryLock held) : IHeldDuty
    {
        public CancellationToken Lost => held.Lost;

        public ValueTask DisposeAsync() => held.DisposeAsync();
    }
}

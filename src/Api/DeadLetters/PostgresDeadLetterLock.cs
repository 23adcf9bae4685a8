using Npgsql;

namespace OrleansOrders.Api;

/// <summary>An advisory lock in the database, shared by all processes.</summary>
sealed class PostgresDeadLetterLock(NpgsqlDataSource database) : IDeadLetterLock
{
    const string Name = "dead-letters";

    public async Task<IAsyncDisposable?> TryTake(CancellationToken ct) => await AdvisoryLock.TryAcquire(database, Name, ct);
}

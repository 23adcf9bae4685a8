using OrleansOrders.Domain;
using OrleansOrders.Storage;

namespace OrleansOrders.SystemTests;

/// <summary>The system's own auditor, run in this process, so that it can also audit a stopped system.</summary>
static class SystemAudit
{
    /// <summary>The violations of every invariant now.</summary>
    /// <param name="postgres">The connection string of the application's database.</param>
    /// <param name="grace">The time that work in progress has to settle; zero for a system at rest.</param>
    public static async Task<IReadOnlyList<AuditViolation>> ViolationsAsync(string postgres, TimeSpan grace)
    {
        await using var database = StorageDataSource.CreateForAudits(postgres);
        return (await new Auditor(database, new NoDeadLetters(), TimeProvider.System).Run(grace, CancellationToken.None)).Violations;
    }

    /// <summary>No order is excused by a dead letter.</summary>
    sealed class NoDeadLetters : IDeadLetteredOrders
    {
        public Task<IReadOnlyCollection<OrderId>> Find(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyCollection<OrderId>>([]);
    }
}

using OrleansOrders.Domain;

namespace OrleansOrders.Storage;

/// <summary>
/// Audits for any number of callers: one runs, and meanwhile the others get the last report of this process. It takes one connection outside the pool. Safe for concurrent use.
/// </summary>
public sealed class Audits(Auditor auditor) : IDisposable
{
    // A gate in the process spares the database a connection for each caller; the auditor's lock is for the other processes.
    readonly SemaphoreSlim _turn = new(1);
    volatile AuditReport? _last;

    /// <summary>
    /// A new report, or while another audit runs the last one that this process made for the same <paramref name="grace"/>; <see cref="AuditReport.At"/> tells them apart.
    /// <see cref="AuditBusyException"/> where there is none. Else errors as of <see cref="Auditor.Run"/>.
    /// </summary>
    public async Task<AuditReport> Run(TimeSpan grace, CancellationToken cancellationToken)
    {
        if (!_turn.Wait(TimeSpan.Zero, cancellationToken)) return LastOr(new AuditBusyException(), grace);
        try
        {
            return _last = await auditor.Run(grace, cancellationToken);
        }
        catch (AuditBusyException busy)
        {
            return LastOr(busy, grace);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    AuditReport LastOr(AuditBusyException busy, TimeSpan grace) => _last is { } last && last.Grace == grace ? last : throw busy;
}

/// <summary>Which orders wait for a person: a message of theirs is a dead letter that can be seen.</summary>
public interface IDeadLetteredOrders
{
    /// <summary>All of them, as of now. Any exception means that it cannot be known.</summary>
    Task<IReadOnlyCollection<OrderId>> Find(CancellationToken cancellationToken);
}

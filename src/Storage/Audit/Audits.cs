namespace OrleansOrders.Storage;

/// <summary>
/// Shares audits among concurrent callers: one audit runs at a time, and other callers get the last report of this process. An audit uses
/// one connection outside the pool. Safe for concurrent use.
/// </summary>
public sealed class Audits(Auditor auditor) : IDisposable
{
    // This gate avoids one connection per caller within the process. The auditor's lock covers other processes.
    readonly SemaphoreSlim _turn = new(1);
    volatile AuditReport? _last;

    /// <summary>
    /// Returns a new report or, while another audit runs, the last report that this process made for the same <paramref name="grace"/>;
    /// <see cref="AuditReport.At"/> distinguishes them. Throws <see cref="AuditBusyException"/> if there is none, and otherwise as
    /// <see cref="Auditor.Run"/>.
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

/// <summary>The orders that have a visible dead letter and therefore wait for an operator.</summary>
public interface IDeadLetteredOrders
{
    /// <summary>All of them at this moment. Any exception means that the answer is unknown.</summary>
    Task<IReadOnlyCollection<OrderId>> Find(CancellationToken cancellationToken);
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Bridge;

/// <summary>
/// Publishes lost orders and due expiries. One instance works at a time across all processes.
/// Publishing again is harmless: it is the same message under the same id, and the order decides.
/// </summary>
sealed partial class Reconciler(
    IReconcilerLease lease,
    LostOrders lost,
    ExpiredOrders expired,
    IOptions<ReconcilerOptions> options,
    TimeProvider clock,
    TaskScheduler scheduler,
    ILogger<Reconciler> logger) : IHostedService, IDisposable
{
    readonly CancellationTokenSource _stopping = new();
    Task _rounds = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _rounds = Task.Factory.StartNew(Rounds, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
#pragma warning disable RS0030 // It stops with its process.
        await _stopping.CancelAsync();
#pragma warning restore RS0030
        await _rounds.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    async Task Rounds()
    {
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        await using var held = lease;
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token)) await Round(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    async Task Round(CancellationToken ct)
    {
        if (!await Try(lease.Take, ct)) return;
        await Try(lost.Round, ct);
        await Try(expired.Round, ct);
    }

    Task<bool> Try(Func<CancellationToken, Task> look, CancellationToken ct) => Try(async token =>
    {
        await look(token);
        return true;
    }, ct);

    async Task<bool> Try(Func<CancellationToken, Task<bool>> look, CancellationToken ct)
    {
        try
        {
            return await look(ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // The next round retries. Interrupted work is idempotent.
            LogRoundFailed(logger, exception);
            return false;
        }
    }
}

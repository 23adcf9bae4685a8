using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Bridge;

/// <summary>
/// Publishes the orders whose publish was lost, and the expiry of those whose deadline has passed. One instance works at a time over all processes.
/// Publishing again is harmless: it is the same message under the same id, and the order decides.
/// </summary>
sealed partial class Reconciler(
    IReconcilerTurn turn, LostOrders lost, ExpiredOrders expired, IOptions<ReconcilerOptions> options, TimeProvider clock, ILogger<Reconciler> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        await using var ours = turn;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Round(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    async Task Round(CancellationToken ct)
    {
        if (!await Try(turn.Take, ct)) return;
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
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            // The next round tries again; whatever was under way is idempotent.
            LogRoundFailed(logger, exception);
            return false;
        }
    }
}

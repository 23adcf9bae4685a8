using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansOrders.Storage;

namespace OrleansOrders.Silo;

/// <summary>
/// Checks every 5 s whether the database accepts writes, so that an idle or reading process also leaves an old primary. Logs changes and
/// session renewals.
/// </summary>
sealed partial class DatabaseWatch(IDatabaseProbe probe, PostgresSessions sessions, TimeProvider clock, ILogger<DatabaseWatch> logger) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    string? _trouble;
    int _renewals;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Report(await Check(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    async Task<string?> Check(CancellationToken ct)
    {
        try
        {
            return await probe.Trouble(ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            return exception.GetType().Name;
        }
    }

    void Report(string? trouble)
    {
        if (sessions.Renewals is var renewals && renewals != _renewals) LogRenewed(logger, renewals - _renewals);
        if (trouble is not null && trouble != _trouble) LogTrouble(logger, trouble);
        if (trouble is null && _trouble is not null) LogBack(logger);
        (_trouble, _renewals) = (trouble, renewals);
    }
}

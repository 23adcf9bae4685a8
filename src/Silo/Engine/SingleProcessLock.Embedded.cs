using Npgsql;
using OrleansOrders.Grains;
using OrleansOrders.Hosting;

namespace OrleansOrders.Silo;

/// <summary>
/// The embedded engine keeps an order in one place because there is one process: a second one on the same database is stopped. Storage versions
/// would keep the data right all the same; what is prevented is two processes that fight over every grain.
/// </summary>
sealed class SingleProcessLock(
    NpgsqlDataSource dataSource, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SingleProcessLock> logger) : BackgroundService
{
    const string Name = "embedded-engine";

    static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    // After a cut network the server may keep our own old session, and with it the lock, until its keepalive gives up.
    static readonly TimeSpan OldSessionLifetime = TimeSpan.FromMinutes(1);

    AdvisoryLock? _held;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _held = await AdvisoryLock.TryAcquire(dataSource, Name, cancellationToken)
            ?? throw new StartupException("Another process with the embedded engine uses this database. Stop it first; to run several processes, build with the Orleans engine.");
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_held is not null) await _held.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            do await WaitForLoss(_held!.Lost, stoppingToken);
            while (await Regain(stoppingToken));

            HostLog.LockLost(logger);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    static async Task WaitForLoss(CancellationToken lost, CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lost, stoppingToken);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (either.Token.Register(ended.SetResult)) await ended.Task;
        stoppingToken.ThrowIfCancellationRequested();
    }

    async Task<bool> Regain(CancellationToken stoppingToken)
    {
        await _held!.DisposeAsync();
        _held = null;
        var lostAt = clock.GetTimestamp();
        while (_held is null)
        {
            try
            {
                _held = await AdvisoryLock.TryAcquire(dataSource, Name, stoppingToken);
                if (_held is null && clock.GetElapsedTime(lostAt) > OldSessionLifetime) return false;
            }
            catch (StorageUnavailableException)
            {
                // The database restarts; nobody else can have the lock before it is back.
            }

            if (_held is null) await Task.Delay(RetryDelay, clock, stoppingToken);
        }

        return true;
    }
}

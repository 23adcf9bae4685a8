using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansOrders.Silo;

/// <summary>
/// Stops a process with grains if its wall clock is set back by more than <see cref="Tolerated"/>. Orleans 10.4.2 (its activation
/// collector) then activates no grain until the clock has caught up; a restart solves this immediately. The exit code is 1, so that a
/// supervisor restarts the process.
/// </summary>
sealed partial class ClockWatch(IHostApplicationLifetime host, TimeProvider clock, ILogger<ClockWatch> logger) : BackgroundService
{
    /// <summary>Orleans tolerates steps of three minutes.</summary>
    public static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(2);

    static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    DateTimeOffset _wall = clock.GetUtcNow();
    long _monotonic = clock.GetTimestamp();

    /// <summary>Whether the clock was set back too far since the first call; the caller then stops the process.</summary>
    internal bool WasSetBack()
    {
        var ahead = clock.GetUtcNow() - _wall - clock.GetElapsedTime(_monotonic);
        if (ahead < -Tolerated)
        {
            LogSetBack(logger, -ahead);
            Environment.ExitCode = 1;
            host.StopApplication();
            return true;
        }

        // A step forward is harmless. The next step back is measured from here.
        if (ahead > TimeSpan.Zero) (_wall, _monotonic) = (clock.GetUtcNow(), clock.GetTimestamp());
        return false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (!WasSetBack()) await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(EventId = 1010, Level = LogLevel.Critical, Message = "The clock was set back by {Step}. Orleans activates no grain until a restart, so this process stops")]
    static partial void LogSetBack(ILogger logger, TimeSpan step);
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansOrders.Hosting;

/// <summary>
/// Ends a process with grains when its wall clock was set back by more than <see cref="Tolerated"/>: Orleans (10.4.2, its collector of activations) activates
/// no grain until the clock is where it was, and only a new start helps. The exit code is 1, so that whoever runs the process starts it again.
/// </summary>
sealed partial class ClockWatch(IHostApplicationLifetime host, TimeProvider clock, ILogger<ClockWatch> logger) : BackgroundService
{
    /// <summary>Orleans takes steps of three minutes without harm.</summary>
    public static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(2);

    static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    DateTimeOffset _wall = clock.GetUtcNow();
    long _monotonic = clock.GetTimestamp();

    /// <summary>Whether the clock was set back too far since it was first looked at; the process is then told to stop.</summary>
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

        // Forth is no harm, and what comes after it is measured from there.
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

    [LoggerMessage(EventId = 1010, Level = LogLevel.Critical, Message = "The clock was set back by {Step}: grains can only be activated after a new start, so this process ends")]
    static partial void LogSetBack(ILogger logger, TimeSpan step);
}

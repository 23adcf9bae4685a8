using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Api;

/// <summary>
/// Reads the log for all streams of this process; idle while there is none. It continues from its last position, so that no notification is
/// skipped between two reads. When it starts at a new position, the streams themselves read the earlier notifications.
/// </summary>
sealed partial class NotificationFollower(
    NotificationHub hub,
    INotificationTail tail,
    IOptions<NotificationStreamOptions> options,
    TimeProvider clock,
    ILogger<NotificationFollower> logger) : BackgroundService
{
    readonly PageSize _size = new(Page<Notification>.MaxLimit);
    bool _away;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await hub.UntilWatched(stoppingToken);
                await Follow(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    async Task Follow(CancellationToken ct)
    {
        long? position = null;
        while (hub.Count > 0)
        {
            var read = await Round(position, ct);
            position = read.Position;
            if (!read.More) await Task.Delay(options.Value.PollInterval, clock, ct);
        }
    }

    async Task<(long? Position, bool More)> Round(long? position, CancellationToken ct)
    {
        try
        {
            if (position is null)
            {
                position = (await tail.ReadEnd(ct)).Settled;
                hub.Skip();
            }

            var batch = await tail.ReadAfter(position.Value, _size.Next, ct);
            _size.Learn(batch);
            hub.Give(batch.News);
            Back();
            return (batch.News.Count == 0 ? position : batch.News[^1].Seq, batch.More);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // The streams stay open and receive the delayed notifications later.
            Away(exception);
            return (position, More: false);
        }
    }

    void Away(Exception exception)
    {
        if (!_away) LogAway(logger, exception);
        _away = true;
    }

    void Back()
    {
        if (_away) LogBack(logger);
        _away = false;
    }

    [LoggerMessage(EventId = 4401, Level = LogLevel.Warning, Message = "The notification log cannot be read; live streams are delayed")]
    static partial void LogAway(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 4402, Level = LogLevel.Information, Message = "The notification log can be read again")]
    static partial void LogBack(ILogger logger);
}

using Microsoft.Extensions.Logging;

namespace OrleansOrders.Api;

partial class NotificationFollower
{
    [LoggerMessage(EventId = 4401, Level = LogLevel.Warning, Message = "The notification log cannot be read; live streams are delayed")]
    static partial void LogAway(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 4402, Level = LogLevel.Information, Message = "The notification log can be read again")]
    static partial void LogBack(ILogger logger);
}

using Microsoft.Extensions.Logging;

namespace OrleansOrders.Storage;

partial class Migrator
{
    [LoggerMessage(EventId = 5201, Level = LogLevel.Information, Message = "Migration {Number:0000} applied: {Name}")]
    static partial void LogApplied(ILogger logger, int number, string name);

    [LoggerMessage(EventId = 5202, Level = LogLevel.Warning, Message = "The schema cannot be changed while other sessions hold locks on it (a backup, a long transaction). The next attempt follows in {Pause}")]
    static partial void LogLocked(ILogger logger, TimeSpan pause);
}

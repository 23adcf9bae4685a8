using Microsoft.Extensions.Logging;

namespace OrleansOrders.Storage;

partial class Migrator
{
    [LoggerMessage(EventId = 5201, Level = LogLevel.Information, Message = "Migration {Number:0000} applied: {Name}")]
    static partial void LogApplied(ILogger logger, int number, string name);
}

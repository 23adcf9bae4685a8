using Microsoft.Extensions.Logging;

namespace OrleansOrders.Silo;

partial class DatabaseWatch
{
    [LoggerMessage(EventId = 4311, Level = LogLevel.Warning, Message = "The database does not accept writes: {Trouble}")]
    static partial void LogTrouble(ILogger logger, string trouble);

    [LoggerMessage(EventId = 4312, Level = LogLevel.Information, Message = "The database accepts writes again")]
    static partial void LogBack(ILogger logger);

    [LoggerMessage(EventId = 4313, Level = LogLevel.Warning, Message = "Database sessions were renewed {Times} times: existing sessions could not write or had lost their prepared statements")]
    static partial void LogRenewed(ILogger logger, int times);
}

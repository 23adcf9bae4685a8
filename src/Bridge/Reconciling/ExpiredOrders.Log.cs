using Microsoft.Extensions.Logging;

namespace OrleansOrders.Bridge;

partial class ExpiredOrders
{
    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "The deadline of {Count} orders has passed")]
    static partial void LogExpired(ILogger logger, int count);
}

using Microsoft.Extensions.Logging;

namespace OrleansOrders.Silo;

partial class HealthCheck
{
    [LoggerMessage(EventId = 4301, Level = LogLevel.Warning, Message = "The database did not respond to a health check: {Failure}")]
    static partial void LogUnhealthy(ILogger logger, string failure);
}

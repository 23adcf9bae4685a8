using Microsoft.Extensions.Logging;
using OrleansOrders.Domain;

namespace OrleansOrders.Api;

partial class LowStockAnnouncer
{
    [LoggerMessage(EventId = 4501, Level = LogLevel.Warning, Message = "Item {Sku} is low, and the broker was not told: {Failure}")]
    static partial void LogLost(ILogger logger, Sku sku, string failure);
}

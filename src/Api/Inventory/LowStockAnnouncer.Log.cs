using Microsoft.Extensions.Logging;
using OrleansOrders.Domain;

namespace OrleansOrders.Api;

partial class LowStockAnnouncer
{
    [LoggerMessage(EventId = 4501, Level = LogLevel.Warning, Message = "Item {Sku} is low, but the message was not published: {Failure}")]
    static partial void LogLost(ILogger logger, Sku sku, string failure);
}

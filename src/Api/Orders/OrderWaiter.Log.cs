using Microsoft.Extensions.Logging;
using OrleansOrders.Domain;

namespace OrleansOrders.Api;

partial class OrderWaiter
{
    [LoggerMessage(EventId = 4201, Level = LogLevel.Information, Message = "Waiting for order {OrderId} ended early")]
    static partial void LogWaitEnded(ILogger logger, Exception exception, OrderId orderId);
}

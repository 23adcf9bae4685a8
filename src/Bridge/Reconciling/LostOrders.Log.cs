using Microsoft.Extensions.Logging;

namespace OrleansOrders.Bridge;

partial class LostOrders
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "Order {OrderId} was pending and had no message in the queue; it was published again")]
    static partial void LogPublished(ILogger logger, OrderId orderId);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Error, Message = "Order {OrderId} is pending and cannot be published; it is skipped until the next pass")]
    static partial void LogPassedOver(ILogger logger, Exception exception, OrderId orderId);
}

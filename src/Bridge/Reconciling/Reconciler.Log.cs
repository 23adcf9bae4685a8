using Microsoft.Extensions.Logging;
using OrleansOrders.Domain;

namespace OrleansOrders.Bridge;

partial class Reconciler
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "Order {OrderId} was pending with nothing in the queue: published again")]
    static partial void LogPublished(ILogger logger, OrderId orderId);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "A round of the reconciler failed; the next one tries again")]
    static partial void LogRoundFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "The deadline of {Count} orders has passed")]
    static partial void LogExpired(ILogger logger, int count);
}

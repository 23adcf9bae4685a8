using Microsoft.Extensions.Logging;

namespace OrleansOrders.Api;

partial class OrderAnnouncer
{
    [LoggerMessage(
        EventId = 4101,
        Level = LogLevel.Warning,
        Message = "The broker does not confirm publishes; orders are still accepted and will be announced later, first order {OrderId}: {Failure}")]
    static partial void LogAway(ILogger logger, OrderId orderId, string failure);

    [LoggerMessage(
        EventId = 4102,
        Level = LogLevel.Information,
        Message = "The broker confirms publishes again; the reconciler announces the {Count} orders accepted meanwhile")]
    static partial void LogBack(ILogger logger, int count);
}

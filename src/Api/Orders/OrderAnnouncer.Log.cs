using Microsoft.Extensions.Logging;
using OrleansOrders.Domain;

namespace OrleansOrders.Api;

partial class OrderAnnouncer
{
    [LoggerMessage(
        EventId = 4101,
        Level = LogLevel.Warning,
        Message = "The broker confirms nothing; orders are accepted all the same and announced later, the first of them {OrderId}: {Failure}")]
    static partial void LogAway(ILogger logger, OrderId orderId, string failure);

    [LoggerMessage(
        EventId = 4102,
        Level = LogLevel.Information,
        Message = "The broker confirms again; {Count} orders were accepted meanwhile and are announced by the reconciler")]
    static partial void LogBack(ILogger logger, int count);
}

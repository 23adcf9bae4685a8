using Microsoft.Extensions.Logging;

namespace OrleansOrders.RabbitMq;

sealed partial class QueueConsumer
{
    [LoggerMessage(2100, LogLevel.Information, "Consuming {Queue}")]
    partial void LogConsuming(string queue);

    [LoggerMessage(2101, LogLevel.Warning, "No longer consuming {Queue}: {Reason}")]
    partial void LogEnded(string queue, string reason);

    [LoggerMessage(2102, LogLevel.Warning, "Cannot consume {Queue}, trying again: {Error}")]
    partial void LogCannotSubscribe(string queue, string error);

    [LoggerMessage(2103, LogLevel.Warning, "Handlers of {Queue} did not finish within {DrainTimeout}; their messages will be redelivered")]
    partial void LogAbandoned(string queue, TimeSpan drainTimeout);

    [LoggerMessage(2104, LogLevel.Debug, "Closing the channel of {Queue} failed: {Error}")]
    partial void LogCloseFailed(string queue, string error);
}

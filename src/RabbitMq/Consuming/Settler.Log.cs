using Microsoft.Extensions.Logging;

namespace OrleansOrders.RabbitMq;

sealed partial class Settler
{
    [LoggerMessage(2200, LogLevel.Debug, "Message {MessageId} of {Queue} cannot be acknowledged because its channel is closed; it will be redelivered: {Error}")]
    partial void LogNotAcknowledged(string? messageId, string queue, string error);

    [LoggerMessage(2201, LogLevel.Warning, "Message {MessageId} cannot be published to {Target} yet and stays unacknowledged: {Error}")]
    partial void LogCannotSetAside(string? messageId, string target, string error);

    [LoggerMessage(2206, LogLevel.Warning, "Message {MessageId} is published to {Target} without its producer's headers: {Error}")]
    partial void LogBare(string? messageId, string target, string error);

    [LoggerMessage(2207, LogLevel.Error, "The broker refuses message {MessageId} for {Target}; it stays unacknowledged until the broker accepts it (is the queue full, or does a policy reject it?): {Error}")]
    partial void LogRefused(string? messageId, string target, string error);

    [LoggerMessage(2202, LogLevel.Warning, "Message {MessageId} of {Queue} can never succeed and becomes a dead letter: {Reason}, {Error}")]
    partial void LogPoison(string? messageId, string queue, string reason, string error);

    [LoggerMessage(2203, LogLevel.Error, "Message {MessageId} of {Queue} failed {Attempt} times and becomes a dead letter")]
    partial void LogGivenUp(Exception? failure, string? messageId, string queue, int attempt);

    [LoggerMessage(2204, LogLevel.Warning, "Message {MessageId} of {Queue} failed at attempt {Attempt}, next attempt in {Delay}: {Error}")]
    partial void LogRetry(string? messageId, string queue, int attempt, TimeSpan delay, string error);

    [LoggerMessage(2205, LogLevel.Warning, "Declaring the topology again failed: {Error}")]
    partial void LogCannotRedeclare(string error);
}

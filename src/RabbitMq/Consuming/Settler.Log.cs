using Microsoft.Extensions.Logging;

namespace OrleansOrders.RabbitMq;

sealed partial class Settler
{
    [LoggerMessage(2200, LogLevel.Debug, "Message {MessageId} of {Queue} cannot be acknowledged, its channel is gone and it will come again: {Error}")]
    partial void LogNotAcknowledged(string? messageId, string queue, string error);

    [LoggerMessage(2201, LogLevel.Warning, "Message {MessageId} cannot be set aside in {Target} yet, it stays in hand: {Error}")]
    partial void LogCannotSetAside(string? messageId, string target, string error);

    [LoggerMessage(2206, LogLevel.Warning, "Message {MessageId} is set aside in {Target} without its producer's headers: {Error}")]
    partial void LogBare(string? messageId, string target, string error);

    [LoggerMessage(2207, LogLevel.Error, "Message {MessageId} cannot be set aside in {Target}, it stays in hand until the broker accepts it (is the queue full, or a policy against it?): {Error}")]
    partial void LogRefused(string? messageId, string target, string error);

    [LoggerMessage(2202, LogLevel.Warning, "Message {MessageId} of {Queue} can never succeed, to the dead letters: {Reason}, {Error}")]
    partial void LogPoison(string? messageId, string queue, string reason, string error);

    [LoggerMessage(2203, LogLevel.Error, "Message {MessageId} of {Queue} failed {Attempt} times, to the dead letters")]
    partial void LogGivenUp(Exception? failure, string? messageId, string queue, int attempt);

    [LoggerMessage(2204, LogLevel.Warning, "Message {MessageId} of {Queue} failed at attempt {Attempt}, again in {Delay}: {Error}")]
    partial void LogRetry(string? messageId, string queue, int attempt, TimeSpan delay, string error);

    [LoggerMessage(2205, LogLevel.Warning, "Declaring the topology again failed: {Error}")]
    partial void LogCannotRedeclare(string error);
}

using Microsoft.Extensions.Logging;

namespace OrleansOrders.RabbitMq;

sealed partial class DeadLetterDesk
{
    [LoggerMessage(2400, LogLevel.Information, "Dead letter {Id}, message {MessageId}, replayed to {Queue}, requested by {By}")]
    partial void LogReplayed(Guid id, string? messageId, string? queue, string by);

    [LoggerMessage(2401, LogLevel.Information, "Dead letter {Id}, message {MessageId} of {Queue}, deleted")]
    partial void LogDeleted(Guid id, string? messageId, string? queue);

    [LoggerMessage(2403, LogLevel.Warning, "Dead letter {Id}, whose properties cannot be decoded, cannot be replaced by a copy: {Error}")]
    partial void LogNotRewritten(Guid id, string error);

    [LoggerMessage(2402, LogLevel.Warning, "A scan of the dead letters was interrupted; its messages return to the queue: {Error}")]
    partial void LogLost(string error);
}

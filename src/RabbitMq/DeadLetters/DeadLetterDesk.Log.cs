using Microsoft.Extensions.Logging;

namespace OrleansOrders.RabbitMq;

sealed partial class DeadLetterDesk
{
    [LoggerMessage(2400, LogLevel.Information, "Dead letter {Id}, message {MessageId}, goes back to {Queue}, asked by {By}")]
    partial void LogReplayed(Guid id, string? messageId, string? queue, string by);

    [LoggerMessage(2401, LogLevel.Information, "Dead letter {Id}, message {MessageId} of {Queue}, is deleted")]
    partial void LogDeleted(Guid id, string? messageId, string? queue);

    [LoggerMessage(2403, LogLevel.Warning, "Dead letter {Id}, whose properties cannot be decoded, cannot be replaced by a copy: {Error}")]
    partial void LogNotRewritten(Guid id, string error);

    [LoggerMessage(2402, LogLevel.Warning, "A look at the dead letters was cut off, everything in hand goes back: {Error}")]
    partial void LogLost(string error);
}

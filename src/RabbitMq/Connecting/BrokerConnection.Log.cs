using Microsoft.Extensions.Logging;

namespace OrleansOrders.RabbitMq;

sealed partial class BrokerConnection
{
    [LoggerMessage(2000, LogLevel.Information, "Connected to RabbitMQ for {Purpose} at {Address}")]
    partial void LogConnected(string purpose, IConnectionSource address);

    [LoggerMessage(2001, LogLevel.Warning, "Lost the RabbitMQ connection for {Purpose} at {Address}: {Reason}")]
    partial void LogLost(string purpose, IConnectionSource address, ShutdownReason reason);

    [LoggerMessage(2002, LogLevel.Warning, "Cannot connect to RabbitMQ for {Purpose} at {Address}, trying again: {Error}")]
    partial void LogCannotConnect(string purpose, IConnectionSource address, string error);

    [LoggerMessage(2003, LogLevel.Debug, "Closing the RabbitMQ connection for {Purpose} failed: {Error}")]
    partial void LogCloseFailed(string purpose, string error);
}

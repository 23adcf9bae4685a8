namespace OrleansOrders.Silo;

/// <summary>What the host says of itself. Event ids 1000 to 1099.</summary>
static partial class HostLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "OrleansOrders starts on the {Engine} engine as {Roles}")]
    public static partial void Starting(ILogger logger, string engine, Role roles);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Critical, Message = "The lock on the database was lost and another process has it: stopping")]
    public static partial void LockLost(ILogger logger);
}

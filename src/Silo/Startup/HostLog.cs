using Microsoft.Extensions.Logging;

namespace OrleansOrders.Silo;

/// <summary>Log messages of the host. Event ids 1000 to 1099.</summary>
static partial class HostLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "OrleansOrders starts as {Roles}")]
    public static partial void Starting(ILogger logger, Role roles);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "There is no silo yet; waiting for one")]
    public static partial void NoSiloYet(ILogger logger);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Information, Message = "Stopping: requests are answered for another {Delay}, and health reports not ready")]
    public static partial void Draining(ILogger logger, TimeSpan delay);
}

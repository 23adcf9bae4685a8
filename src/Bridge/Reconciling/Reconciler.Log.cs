using Microsoft.Extensions.Logging;

namespace OrleansOrders.Bridge;

partial class Reconciler
{
    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "A round of the reconciler failed; the next round retries")]
    static partial void LogRoundFailed(ILogger logger, Exception exception);
}

using Microsoft.Extensions.Logging;

namespace OrleansOrders.Grains;

partial class ItemGrain
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Warning, Message = "A commit of {Count} requests on item {Sku} failed; the item is reloaded")]
    static partial void LogCommitFailed(ILogger logger, Exception exception, Sku sku, int count);
}

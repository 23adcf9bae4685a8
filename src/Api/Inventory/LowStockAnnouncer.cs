using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Api;

/// <summary>
/// Publishes that a stock change took an item below the threshold. Never fails: the change is already committed, and the message is sent at
/// most once.
/// </summary>
sealed partial class LowStockAnnouncer(
    IMessagePublisher publisher, IBrokerHealth broker, IOptions<ApiOptions> options, TimeProvider clock, ILogger<LowStockAnnouncer> logger)
{
    /// <summary>Returns when the message is confirmed or the publish deadline has passed.</summary>
    public async Task Announce(StockReply reply)
    {
        if (reply.Low is not { } low) return;
        if (!broker.Current.TakesPublishes)
        {
            LogLost(logger, low.Sku, "the broker accepts no publishes");
            return;
        }

        try
        {
            // Not the request's token: the crossing is reported once, even if the client disconnects.
            using var deadline = new CancellationTokenSource(options.Value.PublishDeadline, clock);
            await publisher.Publish(StockCodec.Low(low), deadline.Token);
        }
        catch (Exception exception) when (exception is MessagingException or OperationCanceledException or TimeoutException)
        {
            LogLost(logger, low.Sku, exception.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 4501, Level = LogLevel.Warning, Message = "Item {Sku} is low, but the message was not published: {Failure}")]
    static partial void LogLost(ILogger logger, Sku sku, string failure);
}

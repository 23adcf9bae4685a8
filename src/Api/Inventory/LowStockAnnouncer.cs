using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansOrders.Contracts;
using OrleansOrders.Grains;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Api;

/// <summary>
/// Publishes that a change of stock took an item below the threshold. Never fails: the change is committed, and the signal is a hint that is given at
/// most once.
/// </summary>
sealed partial class LowStockAnnouncer(
    IMessagePublisher publisher, IBrokerHealth broker, IOptions<ApiOptions> options, TimeProvider clock, ILogger<LowStockAnnouncer> logger)
{
    /// <summary>Returns when the signal is confirmed, or when waiting for it has lasted long enough.</summary>
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
            // Not the request's token: the crossing is seen once, whether or not the client waits.
            using var deadline = new CancellationTokenSource(options.Value.PublishDeadline, clock);
            await publisher.Publish(StockCodec.Low(low), deadline.Token);
        }
        catch (Exception exception) when (exception is MessagingException or OperationCanceledException or TimeoutException)
        {
            LogLost(logger, low.Sku, exception.GetType().Name);
        }
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Bridge;

/// <summary>Publishes the expiry of orders whose deadline has passed; the order decides whether it expires.</summary>
sealed partial class ExpiredOrders(
    IOpenOrderReads open, IMessagePublisher publisher, IOptions<ReconcilerOptions> options, TimeProvider clock, ILogger<ExpiredOrders> logger)
{
    readonly ReconcilerPass _pass = new(options.Value.RepublishAfter, clock);

    /// <summary>One pass. After a failure, the next pass resumes at the same position.</summary>
    public async Task Round(CancellationToken ct)
    {
        _pass.Turn();
        var now = clock.Now();
        var expired = await open.Expired(now, options.Value.BatchSize, _pass.After, ct);
        if (expired.Count == 0) return;

        await publisher.PublishAll([.. expired.Select(order => RequestCodec.Expiry(order.OrderId, now))], ct);
        _pass.IsDone(expired[^1]);
        LogExpired(logger, expired.Count);
    }
}

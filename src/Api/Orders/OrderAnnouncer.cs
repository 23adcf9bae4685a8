using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Api;

/// <summary>
/// Publishes the facts of an accepted order. Never fails: the order is persisted, and the reconciler publishes facts that the broker did
/// not confirm in time.
/// </summary>
sealed partial class OrderAnnouncer(
    IMessagePublisher publisher, IBrokerHealth broker, IOptions<ApiOptions> options, TimeProvider clock, ApiTelemetry telemetry, ILogger<OrderAnnouncer> logger)
{
    // Number of orders left to the reconciler since the broker became unavailable; 0 while it is available.
    int _left;

    /// <summary>Returns when the facts are confirmed or the publish deadline has passed.</summary>
    public async Task Announce(Order order, ImmutableArray<Fact> facts)
    {
        if (facts.IsEmpty) return;

        // During an outage only the first request waits for the broker.
        if (Volatile.Read(ref _left) > 0 && !broker.Current.TakesPublishes)
        {
            Leave(order, null);
            return;
        }

        try
        {
            // Not the request's token: the order must be announced even if the client disconnects.
            using var deadline = new CancellationTokenSource(options.Value.PublishDeadline, clock);
            await publisher.PublishAll([.. facts.Select(fact => FactCodec.Encode(order, fact))], deadline.Token);
            if (Interlocked.Exchange(ref _left, 0) is > 0 and var left) LogBack(logger, left);
        }
        catch (Exception exception) when (exception is MessagingException or OperationCanceledException or TimeoutException)
        {
            Leave(order, exception);
        }
    }

    void Leave(Order order, Exception? exception)
    {
        telemetry.Left();
        if (Interlocked.Increment(ref _left) == 1) LogAway(logger, order.Id, exception?.GetType().Name ?? "the broker accepts no publishes");
    }
}

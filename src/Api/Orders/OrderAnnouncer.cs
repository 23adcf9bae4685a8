using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Api;

/// <summary>
/// Publishes what an accepted order announces. Never fails: the order is persisted, and what the broker did not confirm in time is published by the
/// reconciler.
/// </summary>
sealed partial class OrderAnnouncer(
    IMessagePublisher publisher, IBrokerHealth broker, IOptions<ApiOptions> options, TimeProvider clock, ApiTelemetry telemetry, ILogger<OrderAnnouncer> logger)
{
    // Orders that were left to the reconciler since the broker was last there; 0 while it is.
    int _left;

    /// <summary>Returns when the facts are confirmed, or when waiting for it has lasted long enough.</summary>
    public async Task Announce(Order order, ImmutableArray<Fact> facts)
    {
        if (facts.IsEmpty) return;

        // While an outage lasts nobody else waits for it: the first to meet it did.
        if (Volatile.Read(ref _left) > 0 && !broker.Current.TakesPublishes)
        {
            Leave(order, null);
            return;
        }

        try
        {
            // Not the request's token: a client that goes away must not keep its order from being announced.
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

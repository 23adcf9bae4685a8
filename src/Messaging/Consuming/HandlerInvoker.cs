using System.Diagnostics;

namespace OrleansOrders.Messaging;

/// <summary>Calls a handler within an activity and a measurement, and makes an outcome of whatever happens.</summary>
internal sealed class HandlerInvoker(string queue, TimeProvider time, MessagingTelemetry telemetry)
{
    public async ValueTask<Outcome> One(IMessageHandler handler, Delivery delivery, CancellationToken ct)
    {
        using var activity = Start(delivery);
        var started = Begin(1);
        try
        {
            return Seen(activity, Outcome.Of(await handler.Handle(delivery, ct)));
        }
        catch (Exception e)
        {
            return Seen(activity, Outcome.Of(e));
        }
        finally
        {
            End(1, started);
        }
    }

    /// <returns>The results, or null when the batch threw: its deliveries are then to be handled one by one.</returns>
    public async ValueTask<IReadOnlyList<HandlerResult>?> Many(IBatchMessageHandler handler, Delivery[] batch, CancellationToken ct)
    {
        using var activity = Start(batch);
        var started = Begin(batch.Length);
        try
        {
            return Complete(await handler.Handle(batch, ct), batch.Length);
        }
        catch (Exception) when (batch.Length > 1)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            return null;
        }
        finally
        {
            End(batch.Length, started);
        }
    }

    static IReadOnlyList<HandlerResult> Complete(IReadOnlyList<HandlerResult> results, int count) =>
        results.Count == count ? results : throw new InvalidOperationException($"A batch handler gave {results.Count} results for {count} deliveries.");

    static Outcome Seen(Activity? activity, Outcome outcome)
    {
        if (outcome.Failure is { } failure)
            activity?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
        else if (outcome.Result is { IsDone: false } poison)
            activity?.SetStatus(ActivityStatusCode.Error, poison.Reason);
        return outcome;
    }

    Activity? Start(Delivery delivery)
    {
        if (!MessagingTelemetry.Activities.HasListeners())
            return null;
        var activity = MessagingTelemetry.Activities.StartActivity($"process {queue}", ActivityKind.Consumer, Parent(delivery));
        activity?.SetTag("messaging.system", "rabbitmq").SetTag("messaging.destination.name", queue)
            .SetTag("messaging.message.id", delivery.MessageId).SetTag("messaging.message.conversation_id", delivery.CorrelationId)
            .SetTag("messaging.attempt", delivery.Attempt);
        return activity;
    }

    Activity? Start(Delivery[] batch)
    {
        if (!MessagingTelemetry.Activities.HasListeners())
            return null;
        var links = batch.Select(Parent).Where(context => context != default).Select(context => new ActivityLink(context));
        var activity = MessagingTelemetry.Activities.StartActivity($"process {queue}", ActivityKind.Consumer, default(ActivityContext), links: links);
        activity?.SetTag("messaging.system", "rabbitmq").SetTag("messaging.destination.name", queue).SetTag("messaging.batch.message_count", batch.Length);
        return activity;
    }

    static ActivityContext Parent(Delivery delivery) =>
        delivery.Headers.GetValueOrDefault(MessageHeaders.TraceParent) is string parent && ActivityContext.TryParse(parent, null, isRemote: true, out var context) ? context : default;

    long Begin(int count)
    {
        telemetry.Started(queue, count);
        return time.GetTimestamp();
    }

    void End(int count, long started) => telemetry.Ended(queue, count, time.GetElapsedTime(started));
}

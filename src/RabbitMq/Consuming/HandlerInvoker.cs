using System.Diagnostics;

namespace OrleansOrders.RabbitMq;

/// <summary>Calls a handler within an activity and a measurement, and converts every result and exception into an outcome.</summary>
sealed class HandlerInvoker(string queue, TimeProvider time, MessagingTelemetry telemetry)
{
    public async ValueTask<Outcome> One(IMessageHandler handler, Delivery delivery, CancellationToken ct)
    {
        using var activity = Start(delivery);
        telemetry.Started(queue, 1);
        var started = time.GetTimestamp();
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
            telemetry.Ended(queue, 1, time.GetElapsedTime(started));
        }
    }

    static Outcome Seen(Activity? activity, Outcome outcome)
    {
        if (outcome.Failure is { } failure) activity?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
        else if (outcome.Result is { IsDone: false } poison) activity?.SetStatus(ActivityStatusCode.Error, poison.Reason);
        return outcome;
    }

    Activity? Start(Delivery delivery)
    {
        if (!MessagingTelemetry.Activities.HasListeners()) return null;
        var activity = MessagingTelemetry.Activities.StartActivity($"process {queue}", ActivityKind.Consumer, Parent(delivery));
        activity?.SetTag("messaging.system", "rabbitmq").SetTag("messaging.destination.name", queue)
            .SetTag("messaging.message.id", delivery.MessageId).SetTag("messaging.message.conversation_id", delivery.CorrelationId)
            .SetTag("messaging.attempt", delivery.Attempt);
        return activity;
    }

    static ActivityContext Parent(Delivery delivery) =>
        delivery.Headers.GetValueOrDefault(MessageHeaders.TraceParent) is string parent && ActivityContext.TryParse(parent, null, isRemote: true, out var context) ? context : default;
}

/// <summary>The outcome of one delivery in a handler: a result, or the thrown exception.</summary>
readonly record struct Outcome(HandlerResult? Result, Exception? Failure)
{
    public static Outcome Of(HandlerResult result) => new(result, null);

    /// <summary>
    /// The outcome of a delivery whose properties could not be decoded and which no handler receives; null for all others.
    /// </summary>
    public static Outcome? OfEnvelope(Delivery delivery) =>
        delivery.Undecoded is { } envelope ? Of(HandlerResult.Poison(DeadLetterReasons.UndecodableEnvelope, envelope.Error)) : null;

    public static Outcome Of(Exception failure) => new(null, failure);
}

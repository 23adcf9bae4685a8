using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansOrders.RabbitMq;

/// <summary>The only place that settles deliveries: each once, on its own channel, after its consequences are durable.</summary>
sealed partial class Settler(
    ConfirmedPublisher publisher, Connections connections, IOptions<RabbitMqOptions> options, TimeProvider time, IUniqueIds ids, Jitter jitter, MessagingTelemetry telemetry,
    ILogger<Settler> logger)
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Acknowledges a handled delivery; publishes a failed one to a delay queue or to the dead letters and then acknowledges it. If the broker
    /// refuses that copy, the delivery stays unacknowledged and is retried in the background until <paramref name="abandon"/> is cancelled, so
    /// that other messages do not wait for it. Does not throw.
    /// </summary>
    public async ValueTask Settle(InboundMessage message, Outcome outcome, InHand inHand, CancellationToken abandon)
    {
        if (outcome.Result is { IsDone: true })
        {
            if (await Acknowledge(message, message.Acknowledgements.Done(message.Tag))) telemetry.Handled(message.Delivery.Queue);
        }
        else if (outcome.Failure is null || !abandon.IsCancellationRequested)
        {
            var failed = CopyOf(message, outcome);
            if (!await PublishThenAcknowledge(message, failed, isHeld: false, abandon))
            {
                inHand.Hold(message, PublishThenAcknowledge(message, failed, isHeld: true, abandon));
                return;
            }
        }

        inHand.End(message);
    }

    async ValueTask<bool> Acknowledge(InboundMessage message, ValueTask acknowledged)
    {
        try
        {
            await acknowledged;
            return true;
        }
        catch (Exception e)
        {
            LogNotAcknowledged(message.Delivery.MessageId, message.Delivery.Queue, ErrorText.Of(e));
            return false;
        }
    }

    /// <summary>Publishes a copy, then acknowledges the original. Ends with the original's channel or <paramref name="abandon"/> at the latest.</summary>
    /// <returns>False if the broker refuses the copy. If the delivery <paramref name="isHeld"/>, it retries instead of returning false.</returns>
    async Task<bool> PublishThenAcknowledge(InboundMessage message, FailedCopy failed, bool isHeld, CancellationToken abandon)
    {
        var copy = failed.Make(false);
        var isBare = false;
        var backoff = new Backoff(FirstPause, LongestPause, jitter);
        while (message.CanBeSettled && !abandon.IsCancellationRequested)
        {
            try
            {
                await publisher.Publish(copy, abandon);
                Count(message.Delivery.Queue, failed.Reason);
                await Acknowledge(message, message.Acknowledgements.Done(message.Tag));
                return true;
            }
            catch (UnsendableMessageException e) when (!isBare)
            {
                LogBare(message.Delivery.MessageId, copy.RoutingKey, e.Message);
                (copy, isBare) = (failed.Make(true), true);
                continue;
            }
            catch (MessagingException e) when (e is PublishFailedException or UnsendableMessageException)
            {
                // Not temporary: the queue is full, or a policy rejects the message.
                LogRefused(message.Delivery.MessageId, copy.RoutingKey, e.Message);
                if (!isHeld) return false;
            }
            catch (Exception e)
            {
                LogCannotSetAside(message.Delivery.MessageId, copy.RoutingKey, ErrorText.Of(e));
                if (e is MessageUnroutableException) await Redeclare(abandon);
            }

            await Task.Delay(backoff.Next(), time, abandon).Completed();
        }

        return true;
    }

    FailedCopy CopyOf(InboundMessage message, Outcome outcome)
    {
        var delivery = message.Delivery;
        if (outcome.Result is { Reason: { } reason, Error: { } description })
        {
            LogPoison(delivery.MessageId, delivery.Queue, reason, ErrorText.OneLine(description));
            return DeadLetter(message, reason, description);
        }

        var failure = outcome.Failure ?? new InvalidOperationException("The handler gave no result.");
        if (delivery.Attempt >= options.Value.Attempts)
        {
            LogGivenUp(failure, delivery.MessageId, delivery.Queue, delivery.Attempt);
            return DeadLetter(message, DeadLetterReasons.AttemptsExhausted, ErrorText.Of(failure));
        }

        var delay = options.Value.RetryDelay(delivery.Attempt);
        LogRetry(delivery.MessageId, delivery.Queue, delivery.Attempt, delay, ErrorText.Of(failure));
        return new(null, bare => FailedMessage.Retry(message, delay, bare));
    }

    FailedCopy DeadLetter(InboundMessage message, string reason, string error)
    {
        // Every publish of this letter has the same id.
        var now = time.GetUtcNow();
        var id = ids.Next(now);
        return new(reason, bare => FailedMessage.DeadLetter(message, reason, error, id, now, bare));
    }

    void Count(string queue, string? reason)
    {
        if (reason is null) telemetry.Retried(queue);
        else telemetry.DeadLettered(queue, reason);
    }

    /// <summary>The target queue of the copy was deleted.</summary>
    async Task Redeclare(CancellationToken ct)
    {
        if (connections.Publishing.Current is not { } session) return;
        try
        {
            await connections.Publishing.Redeclare(session, ct);
        }
        catch (Exception e)
        {
            LogCannotRedeclare(ErrorText.Of(e));
        }
    }

    /// <param name="Reason">The reason of a dead letter; null for a retry.</param>
    /// <param name="Make">Makes the copy; true omits the producer's headers.</param>
    sealed record FailedCopy(string? Reason, Func<bool, RawMessage> Make);
}

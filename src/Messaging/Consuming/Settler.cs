using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Messaging;

/// <summary>The one place where deliveries are settled: once each, on the channel they came on, after what follows from them is durable.</summary>
internal sealed partial class Settler(
    ConfirmedPublisher publisher, Connections connections, IOptions<RabbitMqOptions> options, TimeProvider time, IUniqueIds ids, MessagingTelemetry telemetry, ILogger<Settler> logger)
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Acknowledges what is done, sets aside what is not. What cannot be set aside now stays in hand, and so unacknowledged, until it can, or until
    /// <paramref name="abandon"/> ends. Does not throw.
    /// </summary>
    public async ValueTask Settle(InboundMessage message, Outcome outcome, CancellationToken abandon)
    {
        if (outcome.Result is { IsDone: true })
        {
            if (await Acknowledge(message, message.Acknowledgements.Done(message.Tag)))
                telemetry.Handled(message.Delivery.Queue);
        }
        else if (await SetAside(message, outcome, abandon))
        {
            await Acknowledge(message, message.Acknowledgements.Done(message.Tag));
        }
    }

    /// <summary>For deliveries of one channel, all done. Does not throw.</summary>
    public async ValueTask SettleDone(IReadOnlyList<InboundMessage> messages)
    {
        if (!await Acknowledge(messages[^1], messages[0].Acknowledgements.Done([.. messages.Select(message => message.Tag)])))
            return;
        foreach (var message in messages)
            telemetry.Handled(message.Delivery.Queue);
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

    async ValueTask<bool> SetAside(InboundMessage message, Outcome outcome, CancellationToken abandon)
    {
        var (copy, reason) = Aside(message, outcome);
        for (var pause = FirstPause; message.CanBeSettled && !abandon.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await publisher.Publish(copy, abandon);
                Count(message.Delivery.Queue, reason);
                return true;
            }
            catch (Exception e)
            {
                LogCannotSetAside(message.Delivery.MessageId, copy.RoutingKey, ErrorText.Of(e));
                if (e is MessageUnroutableException)
                    await Redeclare(abandon);
            }

            await Task.Delay(pause, time, abandon).Ended();
        }

        return false;
    }

    /// <returns>The copy to publish, and the reason if it is a dead letter.</returns>
    (RawMessage Copy, string? Reason) Aside(InboundMessage message, Outcome outcome)
    {
        var delivery = message.Delivery;
        if (outcome.Result is { Reason: { } reason, Error: { } description })
        {
            LogPoison(delivery.MessageId, delivery.Queue, reason, ErrorText.OneLine(description));
            return (AsideMessage.DeadLetter(message, reason, description, ids, time.GetUtcNow()), reason);
        }

        var failure = outcome.Failure ?? new InvalidOperationException("The handler gave no result.");
        if (delivery.Attempt >= options.Value.Attempts)
        {
            LogGivenUp(failure, delivery.MessageId, delivery.Queue, delivery.Attempt);
            return (AsideMessage.DeadLetter(message, DeadLetterReasons.AttemptsExhausted, ErrorText.Of(failure), ids, time.GetUtcNow()), DeadLetterReasons.AttemptsExhausted);
        }

        var delay = options.Value.RetryDelay(delivery.Attempt);
        LogRetry(delivery.MessageId, delivery.Queue, delivery.Attempt, delay, ErrorText.Of(failure));
        return (AsideMessage.Retry(message, delay), null);
    }

    void Count(string queue, string? reason)
    {
        if (reason is null)
            telemetry.Retried(queue);
        else
            telemetry.DeadLettered(queue, reason);
    }

    /// <summary>Someone deleted the queue that the copy should go to.</summary>
    async Task Redeclare(CancellationToken ct)
    {
        if (connections.Publishing.Current is not { } session)
            return;
        try
        {
            await connections.Publishing.Redeclare(session, ct);
        }
        catch (Exception e)
        {
            LogCannotRedeclare(ErrorText.Of(e));
        }
    }
}

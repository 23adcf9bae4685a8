using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Messaging;

/// <summary>The one place where deliveries are settled: once each, on the channel they came on, after what follows from them is durable.</summary>
internal sealed partial class Settler(
    ConfirmedPublisher publisher, Connections connections, IOptions<RabbitMqOptions> options, TimeProvider time, MessagingTelemetry telemetry, ILogger<Settler> logger)
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Acknowledges what is done, sets aside what is not. What cannot be set aside now stays in hand, and so unacknowledged, until it can.</summary>
    public async ValueTask Settle(InboundMessage message, Outcome outcome, CancellationToken ct)
    {
        if (outcome.Result is not { IsDone: true } && !await SetAside(message, outcome, ct))
            return;
        if (await Acknowledge(message, multiple: false) && outcome.Result is { IsDone: true })
            telemetry.Handled(message.Delivery.Queue);
    }

    /// <summary>For deliveries of one channel, in its order, all done, with none before them left unsettled.</summary>
    public async ValueTask SettleDone(IReadOnlyList<InboundMessage> messages)
    {
        if (!await Acknowledge(messages[^1], multiple: true))
            return;
        foreach (var message in messages)
            telemetry.Handled(message.Delivery.Queue);
    }

    async ValueTask<bool> Acknowledge(InboundMessage message, bool multiple)
    {
        try
        {
            await message.Channel.BasicAckAsync(message.Tag, multiple, message.Closed);
            return true;
        }
        catch (Exception e)
        {
            LogNotAcknowledged(message.Delivery.MessageId, message.Delivery.Queue, ErrorText.Of(e));
            return false;
        }
    }

    async ValueTask<bool> SetAside(InboundMessage message, Outcome outcome, CancellationToken ct)
    {
        var copy = Aside(message, outcome);
        for (var pause = FirstPause; message.CanBeSettled; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await publisher.Publish(copy, ct);
                Count(message.Delivery, copy);
                return true;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                LogCannotSetAside(message.Delivery.MessageId, copy.RoutingKey, ErrorText.Of(e));
                if (e is MessageUnroutableException)
                    await Redeclare(ct);
            }

            await Task.Delay(pause, time, ct);
        }

        return false;
    }

    RawMessage Aside(InboundMessage message, Outcome outcome)
    {
        var delivery = message.Delivery;
        if (outcome.Result is { IsDone: false } poison)
        {
            LogPoison(delivery.MessageId, delivery.Queue, poison.Reason!, ErrorText.OneLine(poison.Error!));
            return AsideMessage.DeadLetter(message, poison.Reason!, poison.Error!, time.GetUtcNow());
        }

        var error = ErrorText.Of(outcome.Failure!);
        if (delivery.Attempt >= options.Value.Attempts)
        {
            LogGivenUp(outcome.Failure, delivery.MessageId, delivery.Queue, delivery.Attempt);
            return AsideMessage.DeadLetter(message, DeadLetterReasons.AttemptsExhausted, error, time.GetUtcNow());
        }

        var delay = options.Value.RetryDelay(delivery.Attempt);
        LogRetry(delivery.MessageId, delivery.Queue, delivery.Attempt, delay, error);
        return AsideMessage.Retry(message, delay);
    }

    void Count(Delivery delivery, RawMessage copy)
    {
        if (copy.RoutingKey == Queues.DeadLetters)
            telemetry.DeadLettered(delivery.Queue, (string)copy.Properties.Headers![MessageHeaders.Reason]!);
        else
            telemetry.Retried(delivery.Queue);
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
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogCannotRedeclare(ErrorText.Of(e));
        }
    }
}

using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.Messaging;

/// <summary>Publishes with confirms, a bounded number at a time, and again on a new connection when one is lost.</summary>
internal sealed class ConfirmedPublisher : IAsyncDisposable
{
    static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(50);

    readonly SemaphoreSlim _outstanding;
    readonly CancellationTokenSource _stopping = new();
    readonly PublisherChannel[] _channels;
    readonly TimeSpan _timeout;
    readonly TimeProvider _time;
    readonly MessagingTelemetry _telemetry;

    public ConfirmedPublisher(BrokerConnection connection, RabbitMqOptions options, TimeProvider time, TaskScheduler scheduler, MessagingTelemetry telemetry)
    {
        _outstanding = new(options.MaxOutstandingPublishes, options.MaxOutstandingPublishes);
        _channels = [.. Enumerable.Range(0, options.PublisherChannels).Select(_ => new PublisherChannel(connection, scheduler, _stopping.Token))];
        _timeout = options.ConfirmTimeout;
        _time = time;
        _telemetry = telemetry;
    }

    /// <exception cref="MessagingException">As <see cref="IMessagePublisher"/> says.</exception>
    public async Task Publish(RawMessage message, CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        if (!_outstanding.Wait(0, CancellationToken.None) && !await ComesFree(ct))
            throw Failed(message, new BrokerUnavailableException($"Not sent within {_timeout}, too many publishes are unconfirmed: {message}."));

        var channels = _channels[Affinity.Of(message.Affinity, _channels.Length)];
        var mandatory = Routes.IsOurs(message.Exchange, message.RoutingKey);
        Task? sent = null;
        try
        {
            while (true)
            {
                var open = await Open(channels, message, sent is not null, started, ct);
                sent = Send(open, message, mandatory);
                try
                {
                    await sent.WaitAsync(Remaining(started), _time, ct);
                    _telemetry.Confirmed(message.Exchange);
                    return;
                }
                catch (Exception e) when (e is UnsendableMessageException or ArgumentException or WireFormattingException)
                {
                    throw Failed(message, e as UnsendableMessageException ?? new UnsendableMessageException($"Cannot be encoded: {message}.", e));
                }
                catch (TimeoutException e)
                {
                    throw Failed(message, new PublishOutcomeUnknownException($"Sent, not confirmed within {_timeout}: {message}.", e));
                }
                catch (PublishException e)
                {
                    throw Failed(message, e.IsReturn
                        ? new MessageUnroutableException($"No queue took {message}.", e)
                        : new PublishFailedException($"The broker refused {message}.", e));
                }
                catch (Exception e) when (IsLost(e))
                {
                    ct.ThrowIfCancellationRequested();
                    if (open.IsOpen)
                        await Task.Delay(PauseAfterFailure, _time, ct);
                }
            }
        }
        finally
        {
            // A publish that nobody waits for any more keeps its place until the broker answers it or its channel ends.
            _ = ReleaseWhenEnded(sent ?? Task.CompletedTask);
        }
    }

    public ValueTask DisposeAsync()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task<bool> ComesFree(CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            await _outstanding.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>
    /// Ends with its channel at the latest, which takes a token: a client that waits for a socket to which nothing is written any more waits for ever
    /// (rabbitmq/rabbitmq-dotnet-client#1930, in 7.2.2). It is not the caller's token: a publish that is cancelled before it is sent can take the confirm
    /// of the next one with it (seen in 7.2.2, no issue known), which only matters on a channel that lives on.
    /// </summary>
    Task Send(OpenChannel open, RawMessage message, bool mandatory)
    {
        var properties = message.Properties();
        if (SendableProperties.Problem(properties, open.FrameMax) is { } problem)
            return Task.FromException(new UnsendableMessageException($"Cannot be sent, {problem}: {message}."));
        _telemetry.Published(message.Exchange);
        return open.Channel.BasicPublishAsync(message.Exchange, message.RoutingKey, mandatory, properties, message.Body, open.Closed).AsTask();
    }

    async ValueTask<OpenChannel> Open(PublisherChannel channels, RawMessage message, bool sent, long started, CancellationToken ct)
    {
        while (true)
        {
            var opening = channels.Get();
            if (opening.IsCompletedSuccessfully)
                return opening.Result;
            try
            {
                return await opening.WaitAsync(Remaining(started), _time, ct);
            }
            catch (Exception e) when (Remaining(started) == TimeSpan.Zero || _stopping.IsCancellationRequested)
            {
                throw Failed(message, sent
                    ? new PublishOutcomeUnknownException($"Sent, and the connection was lost before the confirm: {message}.", e)
                    : new BrokerUnavailableException($"Not sent within {_timeout}, there is no connection: {message}.", e));
            }
            catch (Exception e) when (IsLost(e) && !ct.IsCancellationRequested)
            {
                await Task.Delay(PauseAfterFailure, _time, ct);
            }
        }
    }

    TimeSpan Remaining(long started)
    {
        var remaining = _timeout - _time.GetElapsedTime(started);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    async Task ReleaseWhenEnded(Task publish)
    {
        await publish.Ended();
        _outstanding.Release();
    }

    static bool IsLost(Exception e) =>
        e is AlreadyClosedException or OperationInterruptedException or ChannelAllocationException or IOException or ObjectDisposedException or OperationCanceledException or TimeoutException;

    MessagingException Failed(RawMessage message, MessagingException e)
    {
        _telemetry.PublishFailed(message.Exchange);
        return e;
    }
}

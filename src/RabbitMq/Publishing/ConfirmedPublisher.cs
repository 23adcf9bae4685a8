using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.RabbitMq;

/// <summary>Publishes with confirms, limits the number of unconfirmed publishes, and repeats a publish after a lost connection.</summary>
sealed class ConfirmedPublisher : IAsyncDisposable
{
    static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(50);

    /// <summary>Maximum number of concurrent messages on channels of their own, after the broker closed their shared channel.</summary>
    const int MostAlone = 4;

    readonly SemaphoreSlim _alone = new(MostAlone, MostAlone);
    readonly SemaphoreSlim _outstanding;
    readonly CancellationTokenSource _stopping = new();
    readonly PublisherChannel[] _channels;
    readonly Func<PublisherChannel> _newChannel;
    readonly TimeSpan _timeout;
    readonly TimeProvider _time;
    readonly Topology _topology;
    readonly MessagingTelemetry _telemetry;

    public ConfirmedPublisher(BrokerConnection connection, Topology topology, RabbitMqOptions options, TimeProvider time, TaskScheduler scheduler, MessagingTelemetry telemetry)
    {
        _outstanding = new(options.MaxOutstandingPublishes, options.MaxOutstandingPublishes);
        _newChannel = () => new(connection, scheduler, _stopping.Token);
        _channels = [.. Enumerable.Range(0, options.PublisherChannels).Select(_ => _newChannel())];
        _timeout = options.ConfirmTimeout;
        _time = time;
        _topology = topology;
        _telemetry = telemetry;
    }

    /// <exception cref="MessagingException">As for <see cref="IMessagePublisher"/>.</exception>
    public async Task Publish(RawMessage message, CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        if (!_outstanding.Wait(0, CancellationToken.None) && !await ComesFree(_outstanding, _timeout, ct))
            throw Failed(message, new BrokerUnavailableException($"Not sent within {_timeout}, too many publishes are unconfirmed: {message}."));

        var channels = _channels[StickyChannel.Of(message.Affinity, _channels.Length)];
        var mandatory = _topology.HasQueueFor(message.Exchange, message.RoutingKey);
        PublisherChannel? own = null;
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
                    if (open.Refusal is { } refusal)
                        channels = own = own is null ? await Own(message, started, ct) : throw Failed(message, new PublishFailedException($"The broker refused {message}: {refusal}.", e));
                    else if (open.IsOpen) await Task.Delay(PauseAfterFailure, _time, ct);
                }
            }
        }
        finally
        {
            // An abandoned publish keeps its slot until the broker confirms it or its channel ends.
            _ = ReleaseWhenEnded(sent ?? Task.CompletedTask, own);
        }
    }

    public ValueTask DisposeAsync()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// The broker closes a channel for one rejected message and does not identify it. On its own channel, a message is either confirmed or
    /// identified as the rejected one.
    /// </summary>
    async Task<PublisherChannel> Own(RawMessage message, long started, CancellationToken ct) => await ComesFree(_alone, Remaining(started), ct)
        ? _newChannel()
        : throw Failed(message, new PublishOutcomeUnknownException($"Sent, and the broker closed the channel before the confirm: {message}."));

    async Task<bool> ComesFree(SemaphoreSlim places, TimeSpan within, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(within, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            await places.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>
    /// Publishes with the channel's token, so that the call ends at the latest with its channel: the client waits forever for a socket that
    /// is no longer written (rabbitmq/rabbitmq-dotnet-client#1930, in 7.2.2). The caller's token is not used: a publish that is cancelled
    /// before it is sent can lose the confirm of the next one (seen in 7.2.2, no issue known), which matters only on a channel that stays
    /// open.
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
            if (opening.ResultOrNull() is { } open) return open;
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

    async Task ReleaseWhenEnded(Task publish, PublisherChannel? own)
    {
        await publish.Completed();
        _outstanding.Release();
        if (own is null) return;
        await own.Close().Completed();
        _alone.Release();
    }

    static bool IsLost(Exception e) =>
        e is AlreadyClosedException or OperationInterruptedException or ChannelAllocationException or IOException or ObjectDisposedException or OperationCanceledException or TimeoutException;

    MessagingException Failed(RawMessage message, MessagingException e)
    {
        _telemetry.PublishFailed(message.Exchange);
        return e;
    }
}

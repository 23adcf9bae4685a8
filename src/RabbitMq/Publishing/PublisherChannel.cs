using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>A channel with tracked confirms on whatever connection there is; when it is closed, the next who asks gets a new one.</summary>
internal sealed class PublisherChannel(BrokerConnection connection, TaskScheduler scheduler, CancellationToken stopping)
{
    // The client's own limit (ThrottlingRateLimiter in 7.2.2) delays publishes from half of it on, and counts only those that are not sent yet; the
    // publisher bounds those that are not confirmed itself.
    static readonly CreateChannelOptions WithConfirms = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    readonly Lock _lock = new();
    volatile Task<OpenChannel>? _channel;

    /// <summary>Everyone who waits shares one attempt; it fails for all of them alike.</summary>
    public Task<OpenChannel> Get()
    {
        if (_channel is { } channel && IsUsable(channel))
            return channel;
        lock (_lock)
        {
            if (_channel is { } other && IsUsable(other))
                return other;
            var former = _channel;
            return _channel = Open(former);
        }
    }

    /// <summary>Closes the channel, if there is one; nobody asks for another one afterwards.</summary>
    public async Task Close()
    {
        if (_channel is { IsCompletedSuccessfully: true } channel) await channel.Result.Channel.DisposeAsync();
    }

    static bool IsUsable(Task<OpenChannel> channel) => !channel.IsCompleted || (channel.IsCompletedSuccessfully && channel.Result.IsOpen);

    async Task<OpenChannel> Open(Task<OpenChannel>? former)
    {
        await Task.Yield();
        var session = await connection.Get(stopping);
        // An exchange was deleted.
        if (former is { IsCompletedSuccessfully: true } closed && closed.Result.Channel.CloseReason?.ReplyCode == Constants.NotFound)
            await connection.Redeclare(session, stopping);
        using var either = session.OrClosed(stopping);
        return new(await session.Connection.CreateChannelAsync(WithConfirms, either.Token), session.Connection.FrameMax, scheduler, session.Closed);
    }
}

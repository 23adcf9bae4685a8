using System.Diagnostics.CodeAnalysis;
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

/// <summary>A channel and the token that ends with it.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Those who wait on the token may outlive the channel by a moment, and the source holds no timer.")]
internal sealed class OpenChannel
{
    readonly CancellationTokenSource _closed = new();

    /// <param name="channel">Just opened.</param>
    /// <param name="frameMax">What was agreed on for its connection; 0: no limit.</param>
    /// <param name="scheduler">Runs what follows from its end.</param>
    /// <param name="connectionClosed">Ends with the connection.</param>
    public OpenChannel(IChannel channel, uint frameMax, TaskScheduler scheduler, CancellationToken connectionClosed)
    {
        Channel = channel;
        FrameMax = frameMax;
        channel.ChannelShutdownAsync += (_, _) => scheduler.Run(Close);
        connectionClosed.Register(_closed.Cancel);
        if (!channel.IsOpen)
            _closed.Cancel();
    }

    public bool IsOpen => Channel.IsOpen && !_closed.IsCancellationRequested;

    public IChannel Channel { get; }

    /// <summary>What the broker closed the channel for, where that was a message that it refuses; else null.</summary>
    public string? Refusal => Channel.CloseReason is { Initiator: ShutdownInitiator.Peer, ReplyCode: Constants.AccessRefused or Constants.PreconditionFailed } reason
        ? $"{reason.ReplyCode} {reason.ReplyText}"
        : null;

    /// <summary>Largest frame in bytes; 0: no limit.</summary>
    public uint FrameMax { get; }

    public CancellationToken Closed => _closed.Token;

    Task Close()
    {
        _closed.Cancel();
        return Task.CompletedTask;
    }
}

/// <summary>Spreads texts over places, the same text always to the same place: in every process and at every time.</summary>
internal static class StickyChannel
{
    /// <summary>From 0 to <paramref name="places"/> - 1.</summary>
    public static int Of(string text, int places)
    {
        // FNV-1a: ids that differ in one digit go to different places, and nothing here is worth more.
        var hash = 2166136261;
        foreach (var letter in text)
            hash = (hash ^ letter) * 16777619;
        return (int)(hash % (uint)places);
    }
}

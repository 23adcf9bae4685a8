using System.Diagnostics.CodeAnalysis;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>Provides a channel with tracked confirms on the current connection; after it closes, the next caller gets a new one.</summary>
sealed class PublisherChannel(BrokerConnection connection, TaskScheduler scheduler, CancellationToken stopping)
{
    // The client's own limit (ThrottlingRateLimiter in 7.2.2) delays publishes from half the limit on and counts only unsent ones. The
    // publisher itself bounds the unconfirmed ones.
    static readonly CreateChannelOptions WithConfirms = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    readonly Lock _lock = new();
    volatile Task<OpenChannel>? _channel;

    /// <summary>All waiting callers share one attempt and its failure.</summary>
    public Task<OpenChannel> Get()
    {
        if (_channel is { } channel && IsUsable(channel)) return channel;
        lock (_lock)
        {
            if (_channel is { } other && IsUsable(other)) return other;
            var former = _channel;
            return _channel = Open(former);
        }
    }

    /// <summary>Closes the channel, if any; the caller must not request another one.</summary>
    public async Task Close()
    {
        if (_channel.ResultOrNull() is { } open) await open.Channel.DisposeAsync();
    }

    static bool IsUsable(Task<OpenChannel> channel) => !channel.IsCompleted || channel.ResultOrNull() is { IsOpen: true };

    async Task<OpenChannel> Open(Task<OpenChannel>? former)
    {
        await Task.Yield();
        var session = await connection.Get(stopping);
        // The exchange was deleted.
        if (former.ResultOrNull()?.Channel.CloseReason?.ReplyCode == Constants.NotFound) await connection.Redeclare(session, stopping);
        using var either = session.OrClosed(stopping);
        return new(await session.Connection.CreateChannelAsync(WithConfirms, either.Token), session.Connection.FrameMax, scheduler, session.Closed);
    }
}

/// <summary>A channel and the token that is cancelled when it ends.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Those who wait on the token may outlive the channel by a moment, and the source holds no timer.")]
sealed class OpenChannel
{
    readonly CancellationTokenSource _closed = new();

    /// <param name="channel">A newly opened channel.</param>
    /// <param name="frameMax">The connection's negotiated limit in bytes; 0: no limit.</param>
    /// <param name="scheduler">Runs the continuations of the channel's end.</param>
    /// <param name="connectionClosed">Cancelled when the connection ends.</param>
    public OpenChannel(IChannel channel, uint frameMax, TaskScheduler scheduler, CancellationToken connectionClosed)
    {
        Channel = channel;
        FrameMax = frameMax;
        channel.ChannelShutdownAsync += (_, _) => scheduler.Run(Close);
        connectionClosed.Register(_closed.Cancel);
        if (!channel.IsOpen) _closed.Cancel();
    }

    public bool IsOpen => Channel.IsOpen && !_closed.IsCancellationRequested;

    public IChannel Channel { get; }

    /// <summary>The broker's reason if it closed the channel because of a rejected message; otherwise null.</summary>
    public string? Refusal => Channel.CloseReason is { Initiator: ShutdownInitiator.Peer, ReplyCode: Constants.AccessRefused or Constants.PreconditionFailed } reason
        ? $"{reason.ReplyCode} {reason.ReplyText}"
        : null;

    /// <summary>Maximum frame size in bytes; 0: no limit.</summary>
    public uint FrameMax { get; }

    public CancellationToken Closed => _closed.Token;

    Task Close()
    {
        _closed.Cancel();
        return Task.CompletedTask;
    }
}

/// <summary>Maps texts to slots; the same text always maps to the same slot, in every process.</summary>
static class StickyChannel
{
    /// <summary>A slot from 0 to <paramref name="places"/> - 1.</summary>
    public static int Of(string text, int places)
    {
        // FNV-1a distributes ids that differ in one digit well; a stronger hash is not needed.
        var hash = 2166136261;
        foreach (var letter in text) hash = (hash ^ letter) * 16777619;
        return (int)(hash % (uint)places);
    }
}

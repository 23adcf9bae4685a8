using System.Diagnostics.CodeAnalysis;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

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

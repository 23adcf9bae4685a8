using System.Diagnostics.CodeAnalysis;
using RabbitMQ.Client;

namespace OrleansOrders.Messaging;

/// <summary>A channel and the token that ends with it.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Those who wait on the token may outlive the channel by a moment, and the source holds no timer.")]
internal sealed class OpenChannel
{
    readonly CancellationTokenSource _closed = new();

    public OpenChannel(IChannel channel, TaskScheduler scheduler, CancellationToken connectionClosed)
    {
        Channel = channel;
        channel.ChannelShutdownAsync += (_, _) => scheduler.Run(Close);
        connectionClosed.Register(_closed.Cancel);
        if (!channel.IsOpen)
            _closed.Cancel();
    }

    public bool IsOpen => Channel.IsOpen && !_closed.IsCancellationRequested;

    public IChannel Channel { get; }

    public CancellationToken Closed => _closed.Token;

    Task Close()
    {
        _closed.Cancel();
        return Task.CompletedTask;
    }
}

using System.Diagnostics.CodeAnalysis;
using RabbitMQ.Client;

namespace OrleansOrders.Messaging;

/// <summary>A channel and the token that ends with it.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Those who wait on the token may outlive the channel by a moment, and the source holds no timer.")]
internal sealed class OpenChannel
{
    readonly CancellationTokenSource _closed = new();

    public OpenChannel(IChannel channel)
    {
        Channel = channel;
        channel.ChannelShutdownAsync += (_, _) => _closed.CancelAsync();
        if (!channel.IsOpen)
            _closed.Cancel();
    }

    public IChannel Channel { get; }

    public CancellationToken Closed => _closed.Token;
}

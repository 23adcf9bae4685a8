using RabbitMQ.Client;

namespace OrleansOrders.Floor;

/// <summary>Acknowledges the deliveries of one channel some milliseconds after the first is done: all up to the first that is not, in one frame.</summary>
sealed class GatheredAcknowledgements(IChannel channel)
{
    static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);

    readonly Lock _gate = new();
    readonly HashSet<ulong> _done = [];
    ulong _next = 1;
    ulong _sent;
    bool _gathering;

    /// <summary>Settles a delivery. Returns at once, or when the frame was sent.</summary>
    public async ValueTask Done(ulong tag)
    {
        lock (_gate)
        {
            _done.Add(tag);
            while (_done.Remove(_next)) _next++;
            if (_gathering || _next - 1 == _sent) return;
            _gathering = true;
        }

        await Task.Delay(Delay);
        ulong upTo;
        lock (_gate)
        {
            _gathering = false;
            _sent = upTo = _next - 1;
        }

        await channel.BasicAckAsync(upTo, multiple: true);
    }
}

using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Unbounded = System.Threading.Channels.Channel;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// Receives letters from the connection and keeps matching ones until they are read. Never blocks: the same connection carries the confirms
/// of the copies, for which the reader may be waiting.
/// </summary>
sealed class LetterReceiver(IChannel channel, uint most, Predicate<DeadLetter> isWanted) : AsyncDefaultBasicConsumer(channel)
{
    // Limit for letters that are kept but not yet read. The rest is left for another scan.
    const long MaxKeptBytes = 64 * 1024 * 1024;

    readonly Channel<FoundLetter> _kept = Unbounded.CreateUnbounded<FoundLetter>();
    long _keptBytes;
    uint _seen;
    bool _full;

    public ChannelReader<FoundLetter> Kept => _kept.Reader;

    /// <summary>Number of received letters, matching or not.</summary>
    public uint Seen => Volatile.Read(ref _seen);

    /// <summary>True if the limit of kept bytes ended the scan early.</summary>
    public bool IsFull => Volatile.Read(ref _full);

    /// <summary>Frees the bytes of a letter that was read.</summary>
    public void Release(FoundLetter found) => Interlocked.Add(ref _keptBytes, -found.Letter.Body.Length);

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        // The broker sends another letter for each removed one. These are ignored, so that a letter that fails again immediately is not
        // processed twice.
        if (_seen >= most || _full) return Task.CompletedTask;
        var found = DeadLetterReader.Read(deliveryTag, redelivered, exchange, routingKey, properties, body);
        if (isWanted(found.Letter)) Keep(found);
        Volatile.Write(ref _seen, _seen + 1);
        if (_seen == most) _kept.Writer.TryComplete();
        return Task.CompletedTask;
    }

    public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        Fail("the queue was deleted");
        return base.HandleBasicCancelAsync(consumerTag, cancellationToken);
    }

    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        Fail($"{reason.ReplyCode} {reason.ReplyText}");
        return base.HandleChannelShutdownAsync(channel, reason);
    }

    void Keep(FoundLetter found)
    {
        var bytes = Interlocked.Add(ref _keptBytes, found.Letter.Body.Length);
        if (bytes > MaxKeptBytes && bytes > found.Letter.Body.Length)
        {
            Volatile.Write(ref _full, true);
            _kept.Writer.TryComplete();
            return;
        }

        _kept.Writer.TryWrite(found);
    }

    void Fail(string why) => _kept.Writer.TryComplete(new BrokerUnavailableException($"The look at the dead letters was cut off: {why}."));
}

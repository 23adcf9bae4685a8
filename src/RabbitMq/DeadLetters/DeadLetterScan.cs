using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// Scans the dead letters that were in the queue when it began, the oldest first, on its own channel and without acknowledging them: when
/// the channel closes, the broker requeues every letter that was not removed. It uses a single consumer, because the broker keeps the order
/// only of letters held by one consumer.
/// </summary>
sealed class DeadLetterScan : IAsyncDisposable
{
    static readonly TimeSpan PutBackLimit = TimeSpan.FromSeconds(5);
    static readonly TimeSpan PutBackPause = TimeSpan.FromMilliseconds(10);

    // The broker sends everything at once but may need seconds for a letter with deeply nested headers. A letter that does not arrive was
    // taken by another consumer.
    static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(10);

    readonly Session _session;
    readonly IChannel _channel;
    readonly TimeProvider _time;
    readonly CancellationTokenSource _either;
    readonly LetterReceiver _receiver;
    readonly uint _there;
    readonly uint _most;
    uint _removed;
    bool _ended;

    DeadLetterScan(Session session, IChannel channel, LetterReceiver receiver, uint there, uint most, TimeProvider time, CancellationTokenSource either) =>
        (_session, _channel, _receiver, _there, _most, _time, _either) = (session, channel, receiver, there, most, time, either);

    /// <summary>True if the queue has more letters than the scan may read.</summary>
    public bool IsCut => _there > _most || _receiver.IsFull;

    public static async Task<DeadLetterScan> Open(Session session, Predicate<DeadLetter> isWanted, int most, TimeProvider time, CancellationToken ct)
    {
        var either = session.OrClosed(ct);
        IChannel? channel = null;
        try
        {
            channel = await session.Connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false, consumerDispatchConcurrency: 1), either.Token);
            var there = (await channel.QueueDeclarePassiveAsync(BrokerNames.DeadLetterQueue, either.Token)).MessageCount;
            var receiver = new LetterReceiver(channel, Math.Min(there, (uint)most), isWanted);
            var look = new DeadLetterScan(session, channel, receiver, there, Math.Min(there, (uint)most), time, either);
            await look.Begin();
            return look;
        }
        catch
        {
            if (channel is not null) await channel.DisposeAsync();
            either.Dispose();
            throw;
        }
    }

    /// <summary>The next matching letter; null at the end.</summary>
    public async Task<FoundLetter?> Next()
    {
        if (_most == 0) return null;
        for (var seen = _receiver.Seen; ; seen = _receiver.Seen)
        {
            try
            {
                if (!await More().WaitAsync(IdleLimit, _time)) return null;
            }
            catch (TimeoutException)
            {
                if (_receiver.Seen == seen) return null;
            }

            if (!_receiver.Kept.TryRead(out var found)) continue;
            _receiver.Release(found);
            return found;
        }
    }

    /// <summary>Removes the letter permanently. The broker has processed the removal when <see cref="End"/> returns.</summary>
    public async Task Remove(FoundLetter found)
    {
        await _channel.BasicAckAsync(found.Tag, multiple: false, _session.Closed);
        _removed++;
    }

    /// <summary>
    /// Closes the channel, even if the caller has cancelled, and waits until the other letters are requeued; otherwise the next scan would
    /// miss them.
    /// </summary>
    public async Task End()
    {
        _ended = true;
        await _channel.CloseAsync(Constants.ReplySuccess, "the look is over", abort: false, _session.Closed);
        if (_there > _removed) await UntilPutBack(_there - _removed);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_ended) await End();
        }
        catch (Exception)
        {
            // The channel closes with the connection, and the broker requeues the letters.
        }

        await _channel.DisposeAsync();
        _either.Dispose();
    }

    async Task Begin()
    {
        if (_most == 0) return;
        await _channel.BasicQosAsync(prefetchSize: 0, (ushort)_most, global: false, _either.Token);
        await _channel.BasicConsumeAsync(
            BrokerNames.DeadLetterQueue, autoAck: false, consumerTag: "", noLocal: false, exclusive: false, arguments: null, _receiver, _either.Token);
    }

    async Task<bool> More() => await _receiver.Kept.WaitToReadAsync(_either.Token);

    // Bounded, because another consumer of the queue may keep the count below the expected number.
    async Task UntilPutBack(uint expected)
    {
        await using var channel = await _session.Connection.CreateChannelAsync(cancellationToken: _session.Closed);
        for (var started = _time.GetTimestamp(); _time.GetElapsedTime(started) < PutBackLimit;)
        {
            if ((await channel.QueueDeclarePassiveAsync(BrokerNames.DeadLetterQueue, _session.Closed)).MessageCount >= expected) return;
            await Task.Delay(PutBackPause, _time, _session.Closed);
        }
    }
}

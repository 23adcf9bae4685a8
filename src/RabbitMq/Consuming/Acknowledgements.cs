namespace OrleansOrders.RabbitMq;

/// <summary>
/// Acknowledges the deliveries of one channel, many with one frame: what is done and has nothing unsettled before it goes together. One frame at a
/// time, since an acknowledgement of many that overtakes another closes the channel. Tags count from 1 without gap, the channel having one consumer.
/// Nobody waits for an acknowledgement, so the first waits for others; the broker has one entry to write to its log instead of many.
/// </summary>
/// <param name="acknowledge">Sends an acknowledgement of a tag, or (true) of everything up to it.</param>
/// <param name="prefetch">How many deliveries the channel may have unacknowledged.</param>
/// <param name="delay">How long what is done waits for others at most, as long as they are no more than a quarter of the prefetch; 0: not at all.</param>
/// <param name="time">Measures the delay.</param>
internal sealed class Acknowledgements(Func<ulong, bool, ValueTask> acknowledge, int prefetch, TimeSpan delay, TimeProvider time)
{
    /// <summary>
    /// Most deliveries that are done and wait for an earlier one: a quarter of the prefetch. Those beyond are acknowledged by themselves, so that one that
    /// takes long never uses up the prefetch.
    /// </summary>
    readonly int _mostHeld = prefetch / 4;

    readonly Lock _gate = new();
    readonly SortedSet<ulong> _done = [];
    readonly HashSet<ulong> _alone = [];
    ulong _settled;
    bool _sending;
    bool _gathering;
    Task _gatherer = Task.CompletedTask;

    /// <summary>
    /// Deliveries are settled. Returns when it is sent, or when someone else, or the delay's end, is to send it; whoever sends throws what the channel
    /// throws, which ends with its connection anyway.
    /// </summary>
    public ValueTask Done(params ReadOnlySpan<ulong> tags)
    {
        lock (_gate)
        {
            foreach (var tag in tags) _done.Add(tag);
            if (_sending) return ValueTask.CompletedTask;
            if (delay > TimeSpan.Zero && _done.Count - _alone.Count <= _mostHeld)
            {
                if (!_gathering)
                {
                    _gathering = true;
                    _gatherer = Gather();
                }

                return ValueTask.CompletedTask;
            }

            _sending = true;
        }

        return Send(all: false);
    }

    /// <summary>Acknowledges at once what waits for others, and by themselves those that wait for one that will not be settled here any more.</summary>
    public async ValueTask Flush()
    {
        while (true)
        {
            Task gatherer;
            lock (_gate)
            {
                if (!_sending)
                {
                    _sending = true;
                    break;
                }

                gatherer = _gatherer;
            }

            // A worker waits for what he sends, and the workers are at their end: whoever sends now is the gatherer.
            if (gatherer.IsCompleted) return;
            await gatherer;
        }

        await Send(all: true);
    }

    async Task Gather()
    {
        await Task.Delay(delay, time);
        lock (_gate)
        {
            _gathering = false;
            if (_sending) return;
            _sending = true;
        }

        try
        {
            await Send(all: false);
        }
        catch
        {
            // The channel is gone; the consumer says so, and what was not acknowledged comes again.
        }
    }

    async ValueTask Send(bool all)
    {
        try
        {
            // Deliveries end in bursts, with the commit or the confirms that they share: whoever is first lets the others go on to their end.
            if (!all) await Task.Yield();
            while (Next(all) is var (tag, multiple)) await acknowledge(tag, multiple);
        }
        catch
        {
            // The channel is gone, and with it everything that was not acknowledged.
            lock (_gate) _sending = false;
            throw;
        }
    }

    (ulong Tag, bool Multiple)? Next(bool all)
    {
        lock (_gate)
        {
            ulong last = 0;
            var count = 0;
            while (_done.Count > 0 && _done.Min == _settled + 1)
            {
                _settled = _done.Min;
                _done.Remove(_settled);
                if (_alone.Remove(_settled)) continue;
                last = _settled;
                count++;
            }

            if (count > 0) return (last, count > 1);
            if (_done.Count - _alone.Count > (all ? 0 : _mostHeld))
            {
                foreach (var tag in _done)
                {
                    if (_alone.Add(tag)) return (tag, false);
                }
            }

            _sending = false;
            return null;
        }
    }
}

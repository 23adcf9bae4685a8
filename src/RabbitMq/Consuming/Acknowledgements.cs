namespace OrleansOrders.RabbitMq;

/// <summary>
/// Acknowledges the settled deliveries of one channel, many with one frame (<c>multiple</c>). One frame covers all settled deliveries up to
/// the first unsettled one. Frames are sent one at a time, because a <c>multiple</c> frame that overtakes another closes the channel.
/// Delivery tags count from 1 without gaps, because the channel has one consumer. No caller waits for an acknowledgement, so each may be
/// delayed to share a frame: the broker then writes one log entry instead of many.
/// </summary>
/// <param name="acknowledge">Sends an acknowledgement of one tag, or (true) of all tags up to it.</param>
/// <param name="prefetch">Maximum number of unacknowledged deliveries of the channel.</param>
/// <param name="delay">
/// Maximum delay of an acknowledgement. It applies while at most a quarter of the prefetch is waiting. 0: no delay.
/// </param>
/// <param name="time">Measures the delay.</param>
sealed class Acknowledgements(Func<ulong, bool, ValueTask> acknowledge, int prefetch, TimeSpan delay, TimeProvider time)
{
    /// <summary>
    /// Maximum number of settled deliveries that wait for an earlier one: a quarter of the prefetch. Further ones are acknowledged
    /// individually, so that one slow delivery never exhausts the prefetch.
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
    /// Settles deliveries. Returns once the acknowledgement was sent, or if another caller or the delayed task will send it. The sender
    /// throws the channel's exceptions; the consumer handles the end of the channel.
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

    /// <summary>Sends all pending acknowledgements immediately. Those that wait for an unsettled delivery are sent individually.</summary>
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

            // Workers await their own sends and have completed, so only the delayed task can be sending now.
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
            // The channel is closed. The consumer reports that, and the broker redelivers unacknowledged messages.
        }
    }

    async ValueTask Send(bool all)
    {
        try
        {
            // Deliveries complete in bursts, after a shared commit or confirm. Yielding lets the rest of the burst share this frame.
            if (!all) await Task.Yield();
            while (Next(all) is var (tag, multiple)) await acknowledge(tag, multiple);
        }
        catch
        {
            // The channel is closed, and the broker redelivers everything unacknowledged.
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

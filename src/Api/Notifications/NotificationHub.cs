using Microsoft.Extensions.Options;

namespace OrleansOrders.Api;

/// <summary>The streams of this process, by customer.</summary>
sealed class NotificationHub(IOptions<NotificationStreamOptions> options)
{
    readonly Lock _gate = new();
    readonly Dictionary<CustomerId, HashSet<NotificationSubscription>> _streams = [];
    readonly Dictionary<Caller, int> _callers = [];
    TaskCompletionSource _watched = NewSignal();
    int _count;

    public int Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    /// <summary>
    /// Subscribes to all later notifications of <paramref name="customer"/> until the subscription is removed. If a limit is reached,
    /// nothing is added and the limit is returned.
    /// </summary>
    public StreamRefusal? Add(CustomerId customer, Caller caller, out NotificationSubscription subscription)
    {
        subscription = new(customer, caller, options.Value.Buffer);
        lock (_gate)
        {
            var own = _callers.GetValueOrDefault(caller);
            if (_count >= options.Value.MaxStreams) return StreamRefusal.Process;
            if (own >= options.Value.MaxStreamsPerAddress) return StreamRefusal.Caller;
            if (!_streams.TryGetValue(customer, out var streams)) _streams.Add(customer, streams = []);
            if (streams.Count >= options.Value.MaxStreamsPerCustomer) return StreamRefusal.Customer;
            streams.Add(subscription);
            _callers[caller] = own + 1;
            _count++;
            _watched.TrySetResult();
        }

        return null;
    }

    public void Remove(NotificationSubscription subscription)
    {
        lock (_gate)
        {
            if (!_streams.TryGetValue(subscription.Customer, out var streams) || !streams.Remove(subscription)) return;
            if (streams.Count == 0) _streams.Remove(subscription.Customer);
            if (--_callers[subscription.Caller] == 0) _callers.Remove(subscription.Caller);
            if (--_count == 0) _watched = NewSignal();
        }
    }

    /// <summary>Completes when there is at least one stream.</summary>
    public Task UntilWatched(CancellationToken ct)
    {
        lock (_gate) return _watched.Task.WaitAsync(ct);
    }

    /// <summary>Distributes the next notifications of the log.</summary>
    public void Give(IReadOnlyList<Notification> news)
    {
        lock (_gate)
        {
            foreach (var notification in news)
            {
                if (!_streams.TryGetValue(notification.CustomerId, out var streams)) continue;
                foreach (var stream in streams) stream.Offer(notification);
            }
        }
    }

    /// <summary>Notifies all streams that the next notifications are not distributed and must be read from the log.</summary>
    public void Skip()
    {
        lock (_gate)
        {
            foreach (var streams in _streams.Values)
            {
                foreach (var stream in streams) stream.Miss();
            }
        }
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

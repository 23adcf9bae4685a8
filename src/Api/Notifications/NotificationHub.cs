using Microsoft.Extensions.Options;
using OrleansOrders.Domain;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>The streams of this process, and who hears what.</summary>
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
    /// Hears of everything for <paramref name="customer"/> that is given out from now on, until it is removed; not where a bound is reached, which is returned.
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

    /// <summary>Ends when there is a stream.</summary>
    public Task UntilWatched(CancellationToken ct)
    {
        lock (_gate) return _watched.Task.WaitAsync(ct);
    }

    /// <summary>Gives out what came next in the log.</summary>
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

    /// <summary>What comes next in the log is not given out: every stream reads for itself.</summary>
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

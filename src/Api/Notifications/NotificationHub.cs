using Microsoft.Extensions.Options;
using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Api;

/// <summary>The streams of this process, and who hears what.</summary>
sealed class NotificationHub(IOptions<NotificationStreamOptions> options)
{
    readonly Lock _gate = new();
    readonly Dictionary<CustomerId, HashSet<NotificationSubscription>> _streams = [];
    TaskCompletionSource _watched = NewSignal();
    int _count;

    public int Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    /// <summary>Hears of everything for <paramref name="customer"/> that is given out from now on; null where there are too many already.</summary>
    public NotificationSubscription? Add(CustomerId customer)
    {
        var subscription = new NotificationSubscription(customer, options.Value.Buffer);
        lock (_gate)
        {
            if (_count >= options.Value.MaxStreams) return null;
            if (!_streams.TryGetValue(customer, out var streams)) _streams.Add(customer, streams = []);
            streams.Add(subscription);
            _count++;
            _watched.TrySetResult();
        }

        return subscription;
    }

    public void Remove(NotificationSubscription subscription)
    {
        lock (_gate)
        {
            if (!_streams.TryGetValue(subscription.Customer, out var streams) || !streams.Remove(subscription)) return;
            if (streams.Count == 0) _streams.Remove(subscription.Customer);
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

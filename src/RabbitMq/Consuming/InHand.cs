using System.Collections.Concurrent;

namespace OrleansOrders.RabbitMq;

/// <summary>The messages of one queue that workers have begun and not yet settled, with their start times.</summary>
sealed class InHand(TimeProvider time)
{
    readonly ConcurrentDictionary<InboundMessage, long> _since = new(ReferenceEqualityComparer.Instance);
    readonly List<Task> _held = [];

    /// <summary>Age of the oldest message in hand; zero if there is none.</summary>
    public TimeSpan Longest
    {
        get
        {
            var longest = TimeSpan.Zero;
            foreach (var (_, since) in _since)
            {
                var age = time.GetElapsedTime(since);
                if (age > longest) longest = age;
            }

            return longest;
        }
    }

    /// <summary>A worker begins to process the message.</summary>
    public void Begin(InboundMessage message) => _since[message] = time.GetTimestamp();

    /// <summary>The message is settled, or the broker will redeliver it.</summary>
    public void End(InboundMessage message) => _since.TryRemove(message, out _);

    /// <summary>
    /// Keeps the message in hand until <paramref name="settling"/> has completed, while the worker continues. The prefetch bounds the
    /// number of held messages.
    /// </summary>
    public void Hold(InboundMessage message, Task settling)
    {
        lock (_held)
        {
            _held.RemoveAll(task => task.IsCompleted);
            _held.Add(EndAfter(message, settling));
        }
    }

    /// <summary>Completes when no message is held any more.</summary>
    public Task HeldEnded()
    {
        lock (_held) return Task.WhenAll(_held);
    }

    async Task EndAfter(InboundMessage message, Task settling)
    {
        await settling.Completed();
        End(message);
    }
}

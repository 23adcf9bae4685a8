using System.Collections.Concurrent;

namespace OrleansOrders.RabbitMq;

/// <summary>The messages of one queue that workers have begun and not settled yet, and since when.</summary>
internal sealed class InHand(TimeProvider time)
{
    readonly ConcurrentDictionary<InboundMessage, long> _since = new(ReferenceEqualityComparer.Instance);
    readonly List<Task> _held = [];

    /// <summary>How long the oldest has been in hand; zero when there is none.</summary>
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

    /// <summary>A worker works this message, from now on.</summary>
    public void Begin(InboundMessage message) => _since[message] = time.GetTimestamp();

    /// <summary>It is settled, or the broker will deliver it again.</summary>
    public void End(InboundMessage message) => _since.TryRemove(message, out _);

    /// <summary>The message stays in hand until <paramref name="settling"/> has ended, and the worker goes on. The prefetch bounds how many there are.</summary>
    public void Hold(InboundMessage message, Task settling)
    {
        lock (_held)
        {
            _held.RemoveAll(task => task.IsCompleted);
            _held.Add(EndAfter(message, settling));
        }
    }

    /// <summary>Completes when nothing is held any more.</summary>
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

using System.Collections.Concurrent;

namespace OrleansOrders.Bench;

/// <summary>One open-loop run: what a client waits for at a given rate.</summary>
sealed record LatencyRun
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public required double PerSecond { get; init; }

    /// <summary>Milliseconds from when a post was due to its answer.</summary>
    public required Latencies Post { get; init; }

    /// <summary>Milliseconds from when a post was due to the message that says the order is final.</summary>
    public required Latencies Final { get; init; }

    /// <summary>Orders that were not accepted or did not become final.</summary>
    public required int Wrong { get; init; }

    public static async Task<LatencyRun> Measure(Target target, OrderRequests requests, double perSecond, TimeSpan length)
    {
        var before = await target.Completed();
        var loop = new OpenLoop(target.Address, requests, perSecond, length);
        var finals = new ConcurrentDictionary<int, long>();
        await using (await target.Watch((orderId, stamp) =>
        {
            if (requests.NumberOf(orderId) is var number and >= 0) finals.TryAdd(number, stamp);
        }))
        {
            await loop.Run();
            await target.Drain(before + loop.Accepted);
            using var patience = new CancellationTokenSource(Patience);
            while (finals.Count < loop.Accepted && !patience.IsCancellationRequested) await Task.Delay(20, CancellationToken.None);
        }

        return new()
        {
            PerSecond = perSecond,
            Post = loop.Posts,
            Final = new(finals.Select(final => loop.SinceDue(final.Key, final.Value))),
            Wrong = loop.Sent - finals.Count,
        };
    }
}

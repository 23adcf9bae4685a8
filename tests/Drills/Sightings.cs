using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansOrders.Drills;

/// <summary>What the clients saw: when orders became final, which requests failed, which orders were given up.</summary>
sealed class Sightings
{
    readonly ConcurrentQueue<TimeSpan> _final = new();
    readonly ConcurrentQueue<string> _failed = new();
    readonly ConcurrentQueue<string> _lost = new();
    readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Since the clients began.</summary>
    public TimeSpan Now => _watch.Elapsed;

    public int FinalCount => _final.Count;

    /// <summary>Each request that got no answer, or one that says no.</summary>
    public IReadOnlyCollection<string> FailedRequests => _failed;

    /// <summary>Each order that was not confirmed within its client's patience.</summary>
    public IReadOnlyCollection<string> LostOrders => _lost;

    public void Final() => _final.Enqueue(_watch.Elapsed);

    public string Failed(string what)
    {
        _failed.Enqueue(what);
        return what;
    }

    public void Lost(string id, string last) => _lost.Enqueue($"{id}: {last}");

    /// <summary>Orders that became final from <paramref name="from"/> until <paramref name="to"/>, a second.</summary>
    public double Rate(TimeSpan from, TimeSpan to) => _final.Count(at => at >= from && at < to) / (to - from).TotalSeconds;
}

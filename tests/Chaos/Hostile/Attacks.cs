using System.Collections.Concurrent;

namespace OrleansOrders.Chaos;

/// <summary>Counts attacks by kind.</summary>
sealed class Attacks
{
    readonly ConcurrentDictionary<string, int> _counts = new();

    public IReadOnlyDictionary<string, int> Counts => _counts;

    public void Count(string kind) => _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
}

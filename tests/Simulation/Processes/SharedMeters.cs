using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OrleansOrders.Simulation;

/// <summary>One meter a name for all processes of all runs: the runtime keeps every meter that was ever made.</summary>
sealed class SharedMeters : IMeterFactory
{
    readonly ConcurrentDictionary<string, Meter> _meters = new();

    public static SharedMeters Instance { get; } = new();

    public Meter Create(MeterOptions options) => _meters.GetOrAdd(options.Name, static name => new Meter(name));

    public void Dispose()
    {
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace OrleansOrders.Silo;

/// <summary>
/// Keeps the values of every instrument of the meters it is told of. A hosted collector may be added beside it: listeners do not see each other.
/// </summary>
sealed class MetricSet : IHostedService, IDisposable
{
    /// <summary>Our own, the server's and the runtime's. A name stands for itself and for what follows it after a dot.
    /// Not the database driver's: its labels carry the connection string.</summary>
    public static IReadOnlyList<string> DefaultMeters { get; } =
        ["OrleansOrders", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Orleans", "System.Runtime"];

    readonly ConcurrentDictionary<Instrument, Metric> _metrics = new();
    readonly MeterListener _listener = new();
    readonly Lock _observing = new();

    /// <param name="meters">Names as in <see cref="DefaultMeters"/>.</param>
    /// <param name="factory">The host's own. Meters of another host in the same process are left out: they have the same names and other values.</param>
    public MetricSet(IReadOnlyList<string> meters, IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope is { } scope && scope != factory) return;
            if (meters.Any(name => Covers(name, instrument.Meter.Name))) listener.EnableMeasurementEvents(instrument, _metrics.GetOrAdd(instrument, Metric.Of));
        };

        // The values stay: a counter that vanished would look like one that began anew.
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Record(state, (double)value, tags));
        _listener.Start();
    }

    /// <summary>Everything as it is now; instruments that are asked are asked.</summary>
    public IReadOnlyList<Metric> Collect()
    {
        lock (_observing)
        {
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException)
            {
                // An instrument that fails when asked must not hide the others; it keeps its last value.
            }
        }

        return [.. _metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal)];
    }

    /// <summary>Listens from its making on; this only has it made when the process starts.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    static void Record(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => ((Metric)state!).Record(value, tags);

    static bool Covers(string name, string meter) =>
        meter.StartsWith(name, StringComparison.Ordinal) && (meter.Length == name.Length || meter[name.Length] == '.');
}

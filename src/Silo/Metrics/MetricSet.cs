using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace OrleansOrders.Silo;

/// <summary>
/// Collects the values of every instrument of the given meters. Another collector may be hosted beside it; listeners are independent.
/// </summary>
sealed class MetricSet : IHostedService, IDisposable
{
    /// <summary>
    /// The meters of this system, the server and the runtime. A name includes all meters with that prefix followed by a dot. The database
    /// driver's meter is excluded: its labels contain the connection string.
    /// </summary>
    public static IReadOnlyList<string> DefaultMeters { get; } =
        ["OrleansOrders", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Orleans", "System.Runtime"];

    readonly ConcurrentDictionary<Instrument, Metric> _metrics = new();
    readonly MeterListener _listener = new();
    readonly Lock _observing = new();

    /// <param name="meters">Names as in <see cref="DefaultMeters"/>.</param>
    /// <param name="factory">
    /// The host's factory. Meters of another host in the same process are ignored: they have the same names and other values.
    /// </param>
    public MetricSet(IReadOnlyList<string> meters, IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope is { } scope && scope != factory) return;
            if (meters.Any(name => Covers(name, instrument.Meter.Name))) listener.EnableMeasurementEvents(instrument, _metrics.GetOrAdd(instrument, Metric.Of));
        };

        // Values are kept after an instrument is disposed: a vanished counter would look like a reset.
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Record(state, (double)value, tags));
        _listener.Start();
    }

    /// <summary>The current values; observable instruments are read.</summary>
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
                // An observable instrument that throws must not hide the others; it keeps its last value.
            }
        }

        return [.. _metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal)];
    }

    /// <summary>Nothing to do: the constructor starts listening. As a hosted service, the instance is created at start.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    static void Record(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => ((Metric)state!).Record(value, tags);

    static bool Covers(string name, string meter) =>
        meter.StartsWith(name, StringComparison.Ordinal) && (meter.Length == name.Length || meter[name.Length] == '.');
}

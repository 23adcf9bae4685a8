using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OrleansOrders.Silo;

/// <summary>How recorded values are combined.</summary>
enum MetricKind
{
    /// <summary>Monotonic: recorded values are added.</summary>
    Counter,

    /// <summary>Monotonic: the recorded value is the sum.</summary>
    ObservedCounter,

    /// <summary>Not monotonic: recorded values are added.</summary>
    UpDownCounter,

    /// <summary>Not monotonic: the recorded value is the current value.</summary>
    Gauge,

    /// <summary>Recorded values are counted in buckets.</summary>
    Histogram,
}

/// <summary>One instrument and its values by tags. Recording does not allocate once the tags are known.</summary>
sealed class Metric
{
    /// <summary>
    /// Maximum number of tag combinations per instrument; further ones share one series, so that clients cannot exhaust the memory.
    /// </summary>
    public const int MaxSeries = 1000;

    // In seconds, from a cache hit to a stuck call.
    static readonly double[] SecondsBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    static readonly double[] OtherBounds = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000];

    readonly ConcurrentDictionary<TagSet, MetricSeries> _series = new(TagSetComparer.Instance);
    readonly ConcurrentDictionary<TagSet, MetricSeries>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _byTags;
    readonly double[] _bounds;

    Metric(string name, MetricKind kind, string? help, double[] bounds)
    {
        (Name, Kind, Help, _bounds) = (name, kind, help, bounds);
        _byTags = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    /// <summary>The Prometheus name, with unit and without <c>_total</c>.</summary>
    public string Name { get; }

    public MetricKind Kind { get; }

    public string? Help { get; }

    public IEnumerable<KeyValuePair<TagSet, MetricSeries>> Series => _series;

    public static Metric Of(Instrument instrument)
    {
        var kind = KindOf(instrument);
        var name = PrometheusNames.OfMetric(instrument.Name, instrument.Unit);
        return new(name, kind, instrument.Description, kind is MetricKind.Histogram ? BoundsOf(instrument) : []);
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_byTags.TryGetValue(tags, out var series)) series = Add(tags);
        if (Kind is MetricKind.ObservedCounter or MetricKind.Gauge) series.Set(value);
        else series.Add(value);
    }

    MetricSeries Add(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = _series.Count < MaxSeries ? TagSet.Of(tags) : TagSet.Overflow;
        return _series.GetOrAdd(key, static (_, bounds) => new MetricSeries(bounds), _bounds);
    }

    static MetricKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType();
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (definition == typeof(Counter<>)) return MetricKind.Counter;
        if (definition == typeof(ObservableCounter<>)) return MetricKind.ObservedCounter;
        if (definition == typeof(UpDownCounter<>)) return MetricKind.UpDownCounter;
        return definition == typeof(Histogram<>) ? MetricKind.Histogram : MetricKind.Gauge;
    }

    static double[] BoundsOf(Instrument instrument)
    {
        // The advice has the instrument's type; instruments with custom bounds all record doubles.
        if (instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } advised }) return [.. advised];
        return instrument.Unit == "s" ? SecondsBounds : OtherBounds;
    }
}

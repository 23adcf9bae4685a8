using System.Globalization;
using System.Text;

namespace OrleansOrders.Silo;

/// <summary>Writes metrics in Prometheus' text format, version 0.0.4.</summary>
sealed class PrometheusWriter
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    readonly StringBuilder _text = new(16 * 1024);
    readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public void Write(Metric metric)
    {
        var series = metric.Series.ToList();
        var isCounter = metric.Kind is MetricKind.Counter or MetricKind.ObservedCounter;
        var name = isCounter && !metric.Name.EndsWith("_total", StringComparison.Ordinal) ? metric.Name + "_total" : metric.Name;

        // A name may occur once. If two instruments map to one name, the second is omitted instead of making the whole output invalid.
        if (series.Count == 0 || !_names.Add(name)) return;
        Head(name, metric.Kind switch { MetricKind.Histogram => "histogram", _ when isCounter => "counter", _ => "gauge" }, metric.Help);
        foreach (var (tags, values) in series)
        {
            if (metric.Kind is MetricKind.Histogram) Histogram(name, tags.Tags, values);
            else Sample(name, tags.Tags, null, values.Read().Sum);
        }
    }

    /// <summary>Writes a gauge without an instrument, with one label.</summary>
    public void WriteGauge(string name, string help, string label, IEnumerable<(string Label, double Value)> samples)
    {
        var all = samples.ToList();
        if (all.Count == 0 || !_names.Add(name)) return;
        Head(name, "gauge", help);
        foreach (var (value, sample) in all) Sample(name, [new(label, value)], null, sample);
    }

    public override string ToString() => _text.ToString();

    void Head(string name, string type, string? help)
    {
        if (!string.IsNullOrEmpty(help)) _text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace(@"\", @"\\").Replace("\n", @"\n")).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    void Histogram(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags, MetricSeries series)
    {
        var (sum, count, buckets) = series.Read();
        long below = 0;
        for (var i = 0; i < buckets.Length; i++)
        {
            below += buckets[i];
            Sample(name + "_bucket", tags, Number(series.Bounds[i]), below);
        }

        Sample(name + "_bucket", tags, "+Inf", count);
        Sample(name + "_sum", tags, null, sum);
        Sample(name + "_count", tags, null, count);
    }

    void Sample(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags, string? bound, double value)
    {
        _text.Append(name);
        if (tags.Length > 0 || bound is not null)
        {
            var separator = '{';
            foreach (var (key, tag) in tags) Label(ref separator, PrometheusNames.OfLabel(key), Convert.ToString(tag, CultureInfo.InvariantCulture) ?? "");
            if (bound is not null) Label(ref separator, "le", bound);
            _text.Append('}');
        }

        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    void Label(ref char separator, string name, string value)
    {
        _text.Append(separator).Append(name).Append("=\"").Append(value.Replace(@"\", @"\\").Replace("\"", "\\\"").Replace("\n", @"\n")).Append('"');
        separator = ',';
    }

    static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}

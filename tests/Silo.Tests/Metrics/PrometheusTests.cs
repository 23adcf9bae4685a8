using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Silo.Tests;

public sealed class PrometheusTests : IDisposable
{
    readonly Meter _meter = new("test." + Guid.NewGuid().ToString("N"));
    readonly MetricSet _metrics;

    readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public PrometheusTests() => _metrics = new([_meter.Name], _services.GetRequiredService<IMeterFactory>());

    public void Dispose()
    {
        _services.Dispose();
        _metrics.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Meters_of_another_host_in_the_process_are_left_out()
    {
        using var others = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var own = _services.GetRequiredService<IMeterFactory>().Create(_meter.Name).CreateCounter<long>("orders.own");
        var other = others.GetRequiredService<IMeterFactory>().Create(_meter.Name).CreateCounter<long>("orders.other");

        own.Add(1);
        other.Add(1);

        Assert.Contains("orders_own_total 1", Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("orders_other", Text(), StringComparison.Ordinal);
    }

    string Text()
    {
        var writer = new PrometheusWriter();
        foreach (var metric in _metrics.Collect()) writer.Write(metric);
        return writer.ToString();
    }

    [Fact]
    public void A_counter_adds_up_by_tags()
    {
        var counter = _meter.CreateCounter<long>("orders.posted", "{order}", "Posted\nones");
        counter.Add(2, new KeyValuePair<string, object?>("outcome", "ok"));
        counter.Add(3, new KeyValuePair<string, object?>("outcome", "ok"));
        counter.Add(1, new KeyValuePair<string, object?>("outcome", "bad"));

        Assert.Equal(
            ["# HELP orders_posted_total Posted\\nones", "# TYPE orders_posted_total counter", "orders_posted_total{outcome=\"bad\"} 1", "orders_posted_total{outcome=\"ok\"} 5"],
            Text().TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_histogram_adds_its_buckets_up()
    {
        var histogram = _meter.CreateHistogram("work.duration", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        histogram.Record(0.1);
        histogram.Record(0.5);
        histogram.Record(5);

        Assert.Equal(
            """
            # TYPE work_duration_seconds histogram
            work_duration_seconds_bucket{le="0.1"} 1
            work_duration_seconds_bucket{le="1"} 2
            work_duration_seconds_bucket{le="+Inf"} 3
            work_duration_seconds_sum 5.6
            work_duration_seconds_count 3

            """,
            Text());
    }

    [Fact]
    public void Gauges_and_counters_that_are_asked_show_their_last_value()
    {
        var value = 7L;
        _meter.CreateObservableGauge("depth", () => value);
        _meter.CreateObservableCounter("bytes.read", () => value, "By");
        var level = _meter.CreateUpDownCounter<int>("in_flight");
        Text();
        value = 9;
        level.Add(3);
        level.Add(-1);

        Assert.Equal(
            "# TYPE bytes_read_bytes_total counter\nbytes_read_bytes_total 9\n# TYPE depth gauge\ndepth 9\n# TYPE in_flight gauge\nin_flight 2\n", Text());
    }

    [Fact]
    public void An_instrument_that_fails_when_asked_does_not_hide_the_others()
    {
        _meter.CreateObservableGauge("broken", long () => throw new InvalidOperationException());
        _meter.CreateObservableGauge("sound", () => 1L);

        Assert.Equal("# TYPE sound gauge\nsound 1\n", Text());
    }

    [Fact]
    public void Label_values_are_escaped_and_names_made_valid()
    {
        _meter.CreateGauge<double>("9th-value").Record(0.5, new KeyValuePair<string, object?>("http.route", "a\"b\\c\nd"));

        Assert.Contains("_9th_value{http_route=\"a\\\"b\\\\c\\nd\"} 0.5\n", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_without_end_do_not_fill_the_memory()
    {
        var counter = _meter.CreateCounter<long>("attacked");
        for (var i = 0; i < Metric.MaxSeries + 500; i++) counter.Add(1, new KeyValuePair<string, object?>("path", i));

        Assert.Contains("attacked_total{otel_metric_overflow=\"true\"} 500\n", Text(), StringComparison.Ordinal);
        Assert.Equal(Metric.MaxSeries + 2, Text().TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void Other_meters_are_not_listened_to()
    {
        using var other = new Meter(_meter.Name + "other");
        using var inner = new Meter(_meter.Name + ".inner");
        other.CreateCounter<long>("unheard").Add(1);
        inner.CreateCounter<long>("heard").Add(1);

        Assert.Equal("# TYPE heard_total counter\nheard_total 1\n", Text());
    }

    [Fact]
    public void Nothing_is_lost_when_many_count_at_once()
    {
        var counter = _meter.CreateCounter<long>("raced");
        Parallel.For(0, 10_000, i => counter.Add(1, new KeyValuePair<string, object?>("lane", i % 3)));

        Assert.Equal(10_000, Text().TrimEnd('\n').Split('\n').Skip(1).Sum(line => long.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)));
    }
}

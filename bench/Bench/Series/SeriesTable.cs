using System.Globalization;
using System.Text;

namespace OrleansOrders.Bench;

/// <summary>A series as one table in Markdown, with everything that is needed to repeat it.</summary>
static class SeriesTable
{
    public static string Of(SeriesResult result, BenchServers servers, SeriesOptions options, string commit, DateTimeOffset at)
    {
        var text = new StringBuilder();
        text.Append(ResultFile.Head("the standard series", servers, commit, at));
        text.AppendLine(CultureInfo.InvariantCulture,
            $"- Closed loop with {options.Connections} connections, {options.Rounds} rounds of {options.Window.TotalSeconds:0} s in turns, medians; then as many of the open loops of {options.Open.TotalSeconds:0} s, medians of each percentile")
            .AppendLine();
        text.AppendLine("| Closed loop | completed/s | of the floor | accepted/s | µs an order: app | broker | database | generator | commits an order | anomalies |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|");
        Row("floor", result.Floor);
        if (result.Skeleton.Count > 0) Row("skeleton", result.Skeleton);
        Row("uniform", result.Uniform);
        Row("hot item", result.Hot);
        if (result.Skewed is { } skewed) Row("skewed items", [skewed]);
        if (result.Mixed is { } mixed) Row("5 % sent twice, 5 % cancelled", [mixed]);
        text.AppendLine();
        text.AppendLine("| Open loop | orders/s | post p50 | p99 | final p50 | p99 ms |");
        text.AppendLine("|---|---|---|---|---|---|");
        Latency("floor", result.FloorAtRate);
        if (result.SkeletonAtRate is { } skeleton) Latency("skeleton", skeleton);
        Latency("orders", result.AtRate);
        Latency("orders, half of the most", result.AtHalf);
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"completed/s: {result.CompletedPerSecond:0}, anomalies: {result.Anomalies}");
        return text.ToString();

        void Row(string name, IReadOnlyList<ThroughputRun> runs)
        {
            double Median(Func<ThroughputRun, double> figure) => Series.Median(runs, figure);
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {name} | {Median(run => run.CompletedPerSecond):0} | {Median(run => run.CompletedPerSecond) / result.FloorPerSecond:0.00} | {Median(run => run.AcceptedPerSecond):0} | {Median(run => run.MicrosecondsPerOrder.App):0} | {Median(run => run.MicrosecondsPerOrder.Broker):0} | {Median(run => run.MicrosecondsPerOrder.Database):0} | {Median(run => run.MicrosecondsPerOrder.Generator):0} | {Median(run => run.CommitsPerOrder):0.00} | {runs.Sum(run => run.Wrong)} |");
        }

        void Latency(string name, LatencyMedians run) => text.AppendLine(CultureInfo.InvariantCulture,
            $"| {name} | {run.PerSecond:0} | {run.PostP50:0.0} | {run.PostP99:0.0} | {run.FinalP50:0.0} | {run.FinalP99:0.0} |");
    }
}

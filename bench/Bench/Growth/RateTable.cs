using System.Globalization;
using System.Text;

namespace OrleansOrders.Bench;

/// <summary>Rates and costs of targets that ran in turns, medians, each beside the first.</summary>
static class RateTable
{
    /// <summary>Warms each up, measures them in turns and writes the table.</summary>
    public static async Task<string> Measure(IReadOnlyList<(string Name, Trial Trial)> targets, SeriesOptions options, TimeSpan warmUp)
    {
        foreach (var (_, trial) in targets) await trial.Throughput(OrderShape.Uniform, warmUp, "to warm up");
        var runs = targets.Select(_ => new List<ThroughputRun>()).ToArray();
        for (var round = 1; round <= options.Rounds; round++)
        {
            for (var i = 0; i < runs.Length; i++) runs[i].Add(await targets[i].Trial.Throughput(OrderShape.Uniform, options.Window, $"round {round}"));
        }

        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"| Closed loop | completed/s | of the {targets[0].Name} | µs an order: app | broker | database | commits an order | anomalies |");
        text.AppendLine("|---|---|---|---|---|---|---|---|");
        for (var i = 0; i < runs.Length; i++)
        {
            double Median(Func<ThroughputRun, double> figure) => Series.Median(runs[i], figure);
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {targets[i].Name} | {Median(run => run.CompletedPerSecond):0} | {Median(run => run.CompletedPerSecond) / Series.Median(runs[0], run => run.CompletedPerSecond):0.00} | {Median(run => run.MicrosecondsPerOrder.App):0} | {Median(run => run.MicrosecondsPerOrder.Broker):0} | {Median(run => run.MicrosecondsPerOrder.Database):0} | {Median(run => run.CommitsPerOrder):0.00} | {runs[i].Sum(run => run.Wrong)} |");
        }

        return text.AppendLine().ToString();
    }
}

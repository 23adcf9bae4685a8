namespace OrleansOrders.Bench;

/// <summary>
/// Several builds or settings beside the floor and the skeleton, in turns. In a closed loop what counts is each one's processor time an order beside the others', at a fixed
/// rate what a client waits for.
/// </summary>
sealed class Comparison(SeriesOptions options, OrderShape shape, BenchServers servers, Action<string> say)
{
    public async Task Run(IReadOnlyList<Target> targets, TimeSpan warmUp, double? perSecond)
    {
        var trials = targets.Select(target => new Trial(target, servers, options, say)).ToArray();
        foreach (var trial in trials) await trial.Throughput(OrderShape.Uniform, warmUp, "to warm up");

        if (perSecond is { } rate) await Latencies(trials, targets, rate);
        else await Throughputs(trials, targets);
    }

    async Task Throughputs(Trial[] trials, IReadOnlyList<Target> targets)
    {
        var runs = targets.Select(_ => new List<ThroughputRun>()).ToArray();
        for (var round = 1; round <= options.Rounds; round++)
        {
            for (var i = 0; i < trials.Length; i++) runs[i].Add(await trials[i].Throughput(shape, options.Window, $"round {round}"));
        }

        say("medians:");
        for (var i = 0; i < targets.Count; i++) say(Line(targets[i].Name, runs[i]));
    }

    async Task Latencies(Trial[] trials, IReadOnlyList<Target> targets, double rate)
    {
        var runs = targets.Select(_ => new List<LatencyRun>()).ToArray();
        for (var round = 1; round <= options.Rounds; round++)
        {
            for (var i = 0; i < trials.Length; i++) runs[i].Add(await trials[i].Latency(rate));
        }

        say("medians:");
        for (var i = 0; i < targets.Count; i++)
        {
            var medians = LatencyMedians.Of(runs[i]);
            say(FormattableString.Invariant(
                $"{targets[i].Name,-12} at {rate:0}/s: post p50 {medians.PostP50:0.00} p99 {medians.PostP99:0.0} ms, final p50 {medians.FinalP50:0.0} p99 {medians.FinalP99:0.0} ms"));
        }
    }

    static string Line(string name, IReadOnlyList<ThroughputRun> runs)
    {
        double Median(Func<ThroughputRun, double> figure) => Series.Median(runs, figure);
        return FormattableString.Invariant(
            $"{name,-12} {Median(run => run.CompletedPerSecond),6:0} completed/s; µs an order: app {Median(run => run.MicrosecondsPerOrder.App):0} broker {Median(run => run.MicrosecondsPerOrder.Broker):0} database {Median(run => run.MicrosecondsPerOrder.Database):0} all with generator {Median(run => run.MicrosecondsPerOrder.System + run.MicrosecondsPerOrder.Generator):0}; {Median(run => run.CommitsPerOrder):0.00} commits an order");
    }
}

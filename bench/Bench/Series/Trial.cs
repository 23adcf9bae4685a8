namespace OrleansOrders.Bench;

/// <summary>Runs against one target, each said in a line as it ends.</summary>
sealed class Trial(Target target, BenchServers servers, SeriesOptions options, Action<string> say)
{
    int _runs;

    public async Task Run(OrderShape shape, TimeSpan warmUp, double? perSecond)
    {
        if (warmUp > TimeSpan.Zero) await Throughput(shape, warmUp, "to warm up");
        for (var round = 1; round <= options.Rounds; round++)
        {
            if (perSecond is { } rate) await Latency(rate);
            else await Throughput(shape, options.Window);
        }
    }

    public async Task<ThroughputRun> Throughput(OrderShape shape, TimeSpan window, string note = "", Mix? mix = null)
    {
        var run = await ThroughputRun.Measure(target, servers, Requests(shape), options.Connections, window, mix ?? Mix.Plain);
        var cpu = run.MicrosecondsPerOrder;
        say(FormattableString.Invariant(
            $"{target.Name,-6} {shape,-7} {run.CompletedPerSecond,6:0} completed/s {run.AcceptedPerSecond,6:0} accepted/s {run.PerSecondWithDrain,6:0}/s with drain; µs an order: app {cpu.App:0} broker {cpu.Broker:0} database {cpu.Database:0} generator {cpu.Generator:0}; {run.CommitsPerOrder:0.00} commits an order; {run.Wrong} wrong; {note}"));
        return run;
    }

    public async Task<LatencyRun> Latency(double perSecond)
    {
        var run = await LatencyRun.Measure(target, Requests(OrderShape.Uniform), perSecond, options.Open);
        say(FormattableString.Invariant(
            $"{target.Name,-6} open loop at {perSecond:0}/s: post p50 {run.Post.Percentile(50):0.0} p99 {run.Post.Percentile(99):0.0} ms, final p50 {run.Final.Percentile(50):0.0} p99 {run.Final.Percentile(99):0.0} ms; {run.Wrong} wrong"));
        return run;
    }

    OrderRequests Requests(OrderShape shape) => new(FormattableString.Invariant($"r{++_runs}"), shape);
}

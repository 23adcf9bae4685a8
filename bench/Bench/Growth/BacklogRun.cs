using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace OrleansOrders.Bench;

/// <summary>Orders that were taken while nothing worked at them, and how fast they are worked once something does.</summary>
sealed class BacklogRun(long orders, SeriesOptions options, BenchServers servers, Action<string> say)
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public async Task<GrowthResult> Run()
    {
        await using var target = await OrdersTarget.Start(Variant.Usual("orders"));
        var usual = await Usual(target);
        await target.Stop();

        await target.Add("silo,api");
        var before = await target.Completed();
        var (taken, wrong) = await Take(target);
        await target.Stop();

        await target.Add();
        var cpu = servers.Cpu(target.Pids);
        var began = Stopwatch.StartNew();
        var (perSecond, through) = await Drain(target, before, taken);
        var took = began.Elapsed;
        var used = (servers.Cpu(target.Pids) - cpu).PerOrder(through);

        var anomalies = await target.Audit(say) + wrong + Math.Abs(taken - through);
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"- {taken:#,0} orders were taken with nothing to work at them").AppendLine()
            .AppendLine("| | completed/s | of the usual rate | µs an order: app | broker | database |")
            .AppendLine("|---|---|---|---|---|---|")
            .AppendLine(CultureInfo.InvariantCulture,
                $"| posted and worked at once, {options.Connections} connections | {usual.CompletedPerSecond:0} | 1.00 | {usual.MicrosecondsPerOrder.App:0} | {usual.MicrosecondsPerOrder.Broker:0} | {usual.MicrosecondsPerOrder.Database:0} |")
            .AppendLine(CultureInfo.InvariantCulture,
                $"| the backlog, between a tenth and nine tenths of it | {perSecond:0} | {perSecond / usual.CompletedPerSecond:0.00} | {used.App:0} | {used.Broker:0} | {used.Database:0} |").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"- All of it, from ready: {took.TotalSeconds:0} s")
            .AppendLine(CultureInfo.InvariantCulture, $"- Anomalies: {anomalies}");
        return new(text.ToString(), anomalies);
    }

    async Task<ThroughputRun> Usual(OrdersTarget target)
    {
        var trial = new Trial(target, servers, options, say);
        await trial.Throughput(OrderShape.Uniform, WarmUp, "to warm up");
        return await trial.Throughput(OrderShape.Uniform, options.Window * 3);
    }

    async Task<(long Taken, long Wrong)> Take(OrdersTarget target)
    {
        var loop = new ClosedLoop(target.Addresses, new("backlog", OrderShape.Uniform), options.Connections, Mix.Plain);
        using var stop = new CancellationTokenSource();
        var posting = loop.Run(stop.Token);
        while (loop.Accepted + loop.Failed < orders) await Task.Delay(BetweenLooks, CancellationToken.None);
        await stop.CancelAsync();
        await posting;
        say(FormattableString.Invariant($"{loop.Accepted:#,0} orders wait"));
        return (loop.Accepted, loop.Failed);
    }

    async Task<(double PerSecond, long Through)> Drain(OrdersTarget target, long before, long taken)
    {
        var (from, to) = (before + taken / 10, before + taken * 9 / 10);
        await Until(target, from);
        var (first, watch) = (await target.Completed(), Stopwatch.StartNew());
        await Until(target, to);
        var perSecond = (await target.Completed() - first) / watch.Elapsed.TotalSeconds;
        say(FormattableString.Invariant($"{perSecond:0}/s while the backlog drains"));
        return (perSecond, await target.Drain(before + taken) - before);
    }

    static Task<long> Until(OrdersTarget target, long completed) =>
        Eventually.Async(target.Completed, now => now >= completed, "the backlog drains", TimeSpan.FromMinutes(30));
}

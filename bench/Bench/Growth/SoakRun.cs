using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace OrleansOrders.Bench;

/// <summary>Full rate for long, with what each minute brought and how much memory the process held at its end.</summary>
sealed class SoakRun(int minutes, SeriesOptions options, BenchServers servers, Action<string> say)
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public async Task<GrowthResult> Run()
    {
        await using var target = await OrdersTarget.Start(Variant.Usual("orders"));
        var loop = new ClosedLoop(target.Addresses, new("soak", OrderShape.Uniform), options.Connections, Mix.Plain);
        var text = new StringBuilder("\n| Minute | accepted/s | completed/s | resident MB | µs an order: app | broker | database |\n|---|---|---|---|---|---|---|\n");
        var before = await target.Completed();
        using var stop = new CancellationTokenSource();
        var posting = loop.Run(stop.Token);
        for (var minute = 1; minute <= minutes; minute++) text.AppendLine(await One(minute, target, loop));
        await stop.CancelAsync();
        await posting;

        var through = await target.Drain(before + loop.Accepted) - before;
        var anomalies = await target.Audit(say) + loop.Failed + Math.Abs(loop.Accepted - through);
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"- {through:#,0} orders; anomalies: {anomalies}");
        return new(text.ToString(), anomalies);
    }

    async Task<string> One(int minute, OrdersTarget target, ClosedLoop loop)
    {
        var (accepted, completed, cpu, watch) = (loop.Accepted, await target.Completed(), servers.Cpu(target.Pids), Stopwatch.StartNew());
        await Task.Delay(Minute);
        var done = await target.Completed() - completed;
        var seconds = watch.Elapsed.TotalSeconds;
        var used = (servers.Cpu(target.Pids) - cpu).PerOrder(done);
        using var process = Process.GetProcessById(target.Pids[0]);
        var line = string.Create(CultureInfo.InvariantCulture,
            $"| {minute} | {(loop.Accepted - accepted) / seconds:0} | {done / seconds:0} | {process.WorkingSet64 / 1e6:0} | {used.App:0} | {used.Broker:0} | {used.Database:0} |");
        say(line);
        return line;
    }
}

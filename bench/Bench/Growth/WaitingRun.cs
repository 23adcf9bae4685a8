using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace OrleansOrders.Bench;

/// <summary>
/// What a reserve of one item costs while next to no order waits for its payment and while very many do. Payments are somebody else's here, who never
/// answers, so that every order keeps what it holds.
/// </summary>
sealed class WaitingRun(int orders, SeriesOptions options, BenchServers servers, Action<string> say)
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public async Task<GrowthResult> Run()
    {
        await using var target = await OrdersTarget.Start(
            new("orders", null, 1, new Dictionary<string, string> { ["Payments__Mode"] = "External", ["Holds__Timeout"] = "01:00:00" }));
        say("to warm up, with other items");
        var other = await Post(target, new("other", OrderShape.Uniform), stop => Task.Delay(WarmUp, stop));
        await Eventually.Async(() => Open(target), open => open == other, "every order has reserved", TimeSpan.FromMinutes(5));

        var lines = new List<string>();
        var hot = await Post(target, new("hot", OrderShape.Hot), async stop =>
        {
            lines.Add(await Measure(target));
            while (await Waiting(target) < orders) await Task.Delay(BetweenLooks, stop);
            lines.Add(await Measure(target));
        });
        await Eventually.Async(() => Waiting(target), waiting => waiting == hot, "every order has reserved", TimeSpan.FromMinutes(5));

        var found = await target.Audit();
        foreach (var line in found.Take(10)) say(line);
        var text = new StringBuilder("| Orders that wait and hold the item | reserved/s | µs an order: app | broker | database |\n|---|---|---|---|---|\n")
            .AppendJoin('\n', lines).AppendLine().AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"- Every order takes one unit of the same item and two of another; anomalies: {found.Count}");
        return new(target.Engine, text.ToString(), found.Count);
    }

    async Task<int> Post(OrdersTarget target, OrderRequests requests, Func<CancellationToken, Task> meanwhile)
    {
        var loop = new ClosedLoop(target.Addresses, requests, options.Connections, Mix.Plain);
        using var stop = new CancellationTokenSource();
        var posting = loop.Run(stop.Token);
        await meanwhile(CancellationToken.None);
        await stop.CancelAsync();
        await posting;
        return loop.Failed == 0 ? loop.Accepted : throw new InvalidOperationException($"{loop.Failed} posts were not accepted.");
    }

    async Task<string> Measure(OrdersTarget target)
    {
        var (first, cpu, watch) = (await Waiting(target), servers.Cpu(target.Pids), Stopwatch.StartNew());
        await Task.Delay(options.Window);
        var last = await Waiting(target);
        var seconds = watch.Elapsed.TotalSeconds;
        var used = (servers.Cpu(target.Pids) - cpu).PerOrder(last - first);
        var line = string.Create(CultureInfo.InvariantCulture,
            $"| {first:#,0} to {last:#,0} | {(last - first) / seconds:0} | {used.App:0} | {used.Broker:0} | {used.Database:0} |");
        say(line);
        return line;
    }

    // Each order has one unit of it.
    static Task<long> Waiting(OrdersTarget target) => target.Scalar($"select coalesce((select held from item where sku = '{OrderRequests.Sku(0)}'), 0)");

    static Task<long> Open(OrdersTarget target) => target.Scalar("select count(*) from orders where status = 'reserved'");
}

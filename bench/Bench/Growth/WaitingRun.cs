using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace OrleansOrders.Bench;

/// <summary>
/// What a reserve costs of an item that very many orders hold while they wait for their payment, in turns with the same of an item that next to none
/// holds. Payments are somebody else's here, who never answers, so that every order keeps what it holds.
/// </summary>
sealed class WaitingRun(int orders, SeriesOptions options, BenchServers servers, Action<string> say)
{
    const string Reserved = "select count(*) from grain_state where is_open and status = 'reserved'";

    static readonly TimeSpan Beginning = TimeSpan.FromSeconds(1);
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    sealed record Window(long From, double PerSecond, CpuUse Microseconds);

    public async Task<GrowthResult> Run()
    {
        await using var target = await OrdersTarget.Start(
            new("orders", null, 1, new Dictionary<string, string> { ["Payments__Mode"] = "External", ["Holds__Timeout"] = "01:00:00" }));
        await Post(target, "fill", 0, async () =>
        {
            while (await Taken(target, 0) < orders) await Task.Delay(BetweenLooks);
        });

        var (many, few) = (new List<Window>(), new List<Window>());
        for (var round = 1; round <= options.Rounds; round++)
        {
            many.Add(await Measure(target, $"many{round}", 0));
            few.Add(await Measure(target, $"few{round}", round));
        }

        var anomalies = await target.Audit(say);
        var text = new StringBuilder("\n| Orders that hold the item | reserved/s | of the first | µs an order: app | broker | database |\n|---|---|---|---|---|---|\n")
            .AppendLine(Row(few, few)).AppendLine(Row(many, few)).AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"- Every order takes one unit of that item and two of another; {options.Rounds} rounds in turns, medians; anomalies: {anomalies}");
        return new(text.ToString(), anomalies);
    }

    async Task<Window> Measure(OrdersTarget target, string run, int item)
    {
        Window? window = null;
        await Post(target, run, item, async () =>
        {
            await Task.Delay(Beginning);
            var (from, cpu, watch) = (await Taken(target, item), servers.Cpu(target.Pids), Stopwatch.StartNew());
            await Task.Delay(options.Window);
            var reserved = await Taken(target, item) - from;
            window = new(from, reserved / watch.Elapsed.TotalSeconds, (servers.Cpu(target.Pids) - cpu).PerOrder(reserved));
            say(FormattableString.Invariant($"taken {from:#,0}: {window.PerSecond:0} reserved/s"));
        });
        return window!;
    }

    /// <summary>Posts orders of one item until the work beside is done and each of them has reserved.</summary>
    async Task Post(OrdersTarget target, string run, int item, Func<Task> meanwhile)
    {
        var before = await target.Scalar(Reserved);
        var loop = new ClosedLoop(target.Addresses, new(run, OrderShape.Hot, item), options.Connections, Mix.Plain);
        using var stop = new CancellationTokenSource();
        var posting = loop.Run(stop.Token);
        await meanwhile();
        await stop.CancelAsync();
        await posting;
        if (loop.Failed > 0) throw new InvalidOperationException($"{loop.Failed} posts were not accepted.");
        await Eventually.Async(() => target.Scalar(Reserved), reserved => reserved == before + loop.Accepted, "every order has reserved", TimeSpan.FromMinutes(5));
    }

    static Task<long> Taken(OrdersTarget target, int item) => target.Scalar($"select received - available from item where sku = '{OrderRequests.Sku(item)}'");

    static string Row(List<Window> windows, List<Window> first)
    {
        double Median(Func<Window, double> figure) => Series.Median(windows, figure);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {windows.Min(window => window.From):#,0} to {windows.Max(window => window.From):#,0} | {Median(window => window.PerSecond):0} | {Median(window => window.PerSecond) / Series.Median(first, window => window.PerSecond):0.00} | {Median(window => window.Microseconds.App):0} | {Median(window => window.Microseconds.Broker):0} | {Median(window => window.Microseconds.Database):0} |");
    }
}

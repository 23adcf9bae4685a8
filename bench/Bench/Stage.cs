using System.Diagnostics;

namespace OrleansOrders.Bench;

/// <summary>Starts what is to be measured, measures, and stops it, whatever happens.</summary>
static class Stage
{
    static readonly Stopwatch Watch = Stopwatch.StartNew();

    public static async Task<(SeriesResult Result, string Table)> Series(SeriesOptions options, string commit)
    {
        Say("starting the floor and the application");
        var servers = await BenchServers.Find(Servers.Addresses);
        await using var floor = await FloorTarget.Start();
        await using var skeleton = options.Everything ? await SkeletonTarget.Start() : null;
        await using var orders = await OrdersTarget.Start();
        var result = await new Series(options, floor, skeleton, orders, servers, Say).Run();
        Say(FormattableString.Invariant(
            $"completed/s: {result.CompletedPerSecond:0}, of the floor's {result.FloorPerSecond:0}: {result.CompletedPerSecond / result.FloorPerSecond:0.000}; anomalies: {result.Anomalies}"));
        return (result, SeriesTable.Of(result, servers, options, commit, TimeProvider.System.GetUtcNow()));
    }

    /// <summary>Runs one of the growth series and keeps its table.</summary>
    public static async Task<GrowthResult> Grow(string name, Func<BenchServers, Action<string>, Task<GrowthResult>> series, string commit)
    {
        var (servers, at) = (await BenchServers.Find(Servers.Addresses), TimeProvider.System.GetUtcNow());
        var result = await series(servers, Say);
        var text = ResultFile.Head(name, servers, commit, at) + result.Text;
        Console.WriteLine(text);
        Say(ResultFile.Keep(name, at, text));
        return result;
    }

    public static async Task Run(string target, SeriesOptions options, OrderShape shape, TimeSpan warmUp, double? perSecond)
    {
        var servers = await BenchServers.Find(Servers.Addresses);
        await using Target measured = target switch
        {
            "floor" => await FloorTarget.Start(),
            "skeleton" => await SkeletonTarget.Start(),
            _ => await OrdersTarget.Start(),
        };
        await new Trial(measured, servers, options, Console.WriteLine).Run(shape, warmUp, perSecond);
        if (measured is SkeletonTarget skeleton) await skeleton.Check();
    }

    public static async Task Compare(IReadOnlyList<Variant> variants, SeriesOptions options, OrderShape shape, TimeSpan warmUp, double? perSecond)
    {
        var servers = await BenchServers.Find(Servers.Addresses);
        var targets = new List<Target>();
        try
        {
            targets.Add(await FloorTarget.Start());
            targets.Add(await SkeletonTarget.Start());
            foreach (var variant in variants) targets.Add(await OrdersTarget.Start(variant));
            await new Comparison(options, shape, servers, Console.WriteLine).Run(targets, warmUp, perSecond);
        }
        finally
        {
            foreach (var target in targets) await target.DisposeAsync();
        }
    }

    static void Say(string line) => Console.Error.WriteLine(FormattableString.Invariant($"{Watch.Elapsed.TotalSeconds,6:0.0} s  {line}"));
}

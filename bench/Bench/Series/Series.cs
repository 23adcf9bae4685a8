namespace OrleansOrders.Bench;

/// <summary>A series: the floor, the skeleton where it is asked for, and the system side by side, in turns, so that every figure is a ratio of the same run.</summary>
sealed class Series(SeriesOptions options, FloorTarget floor, SkeletonTarget? skeleton, OrdersTarget orders, BenchServers servers, Action<string> say)
{
    // Until the runtime has fully compiled the code of an order; before that, the rate rises from round to round.
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public async Task<SeriesResult> Run()
    {
        var (ofFloor, ofOrders) = (new Trial(floor, servers, options, say), new Trial(orders, servers, options, say));
        var ofSkeleton = skeleton is null ? null : new Trial(skeleton, servers, options, say);
        await ofFloor.Throughput(OrderShape.Uniform, WarmUp, "to warm up");
        if (ofSkeleton is not null) await ofSkeleton.Throughput(OrderShape.Uniform, WarmUp, "to warm up");
        await ofOrders.Throughput(OrderShape.Uniform, WarmUp, "to warm up");

        var (floors, skeletons, uniforms, hots) = (new List<ThroughputRun>(), new List<ThroughputRun>(), new List<ThroughputRun>(), new List<ThroughputRun>());
        for (var round = 1; round <= options.Rounds; round++)
        {
            floors.Add(await ofFloor.Throughput(OrderShape.Uniform, options.Window, $"round {round} of {options.Rounds}"));
            if (ofSkeleton is not null) skeletons.Add(await ofSkeleton.Throughput(OrderShape.Uniform, options.Window, $"round {round} of {options.Rounds}"));
            uniforms.Add(await ofOrders.Throughput(OrderShape.Uniform, options.Window, $"round {round} of {options.Rounds}"));
            hots.Add(await ofOrders.Throughput(OrderShape.Hot, options.Window, $"round {round} of {options.Rounds}"));
        }

        ThroughputRun? skewed = null, mixed = null;
        if (options.Everything)
        {
            skewed = await ofOrders.Throughput(OrderShape.Skewed, options.Window);
            mixed = await ofOrders.Throughput(OrderShape.Uniform, options.Window, "5 % sent twice, 5 % cancelled", new Mix(0.05, 0.05));
        }

        var half = Math.Floor(Median(uniforms, run => run.CompletedPerSecond) / 2);
        var (floorsAtRate, skeletonsAtRate, atRate, atHalf) = (new List<LatencyRun>(), new List<LatencyRun>(), new List<LatencyRun>(), new List<LatencyRun>());
        for (var round = 1; round <= options.Rounds; round++)
        {
            floorsAtRate.Add(await ofFloor.Latency(options.OpenRate));
            if (ofSkeleton is not null) skeletonsAtRate.Add(await ofSkeleton.Latency(options.OpenRate));
            atRate.Add(await ofOrders.Latency(options.OpenRate));
            atHalf.Add(await ofOrders.Latency(half));
        }

        say("auditing");
        if (skeleton is not null) await skeleton.Check();
        return new()
        {
            Floor = floors,
            Skeleton = skeletons,
            Uniform = uniforms,
            Hot = hots,
            Skewed = skewed,
            Mixed = mixed,
            FloorAtRate = LatencyMedians.Of(floorsAtRate),
            SkeletonAtRate = skeletonsAtRate.Count > 0 ? LatencyMedians.Of(skeletonsAtRate) : null,
            AtRate = LatencyMedians.Of(atRate),
            AtHalf = LatencyMedians.Of(atHalf),
            Anomalies = await Anomalies([.. uniforms, .. hots, .. new[] { skewed, mixed }.OfType<ThroughputRun>()], atRate.Concat(atHalf).Sum(run => run.Wrong)),
        };
    }

    public static double Median<T>(IEnumerable<T> runs, Func<T, double> figure)
    {
        var sorted = runs.Select(figure).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    async Task<long> Anomalies(IReadOnlyList<ThroughputRun> runs, int wrong) => await orders.Audit(say) + wrong + runs.Sum(run => run.Wrong);
}

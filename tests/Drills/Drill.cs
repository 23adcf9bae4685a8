namespace OrleansOrders.Drills;

/// <summary>A cluster under load, to be disturbed.</summary>
sealed class Drill(AppCluster cluster, OrderLoad load, TimeSpan calm) : IAsyncDisposable
{
    static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Throughput counts as back when a second brings this share of what it was.</summary>
    const double Enough = 0.9;

    public Sightings Seen => load.Seen;

    public AppCluster Cluster => cluster;

    /// <summary>A cluster of that shape with stock to sell, and clients at work.</summary>
    public static async Task<Drill> StartAsync(ClusterShape shape, LoadOptions options)
    {
        var cluster = await AppCluster.StartAsync(shape);
        foreach (var sku in OrderLoad.Skus) await new OrdersClient(cluster.Apis[0].Process!.Http).SetStockAsync(sku, 100_000_000);

        // What a cluster does in its first seconds is no measure for what comes after.
        var load = new OrderLoad(cluster, options);
        await Eventually.Async(() => load.Seen.FinalCount > options.Warm.TotalSeconds * options.Rate, "orders flow", Patience);
        return new(cluster, load, options.Calm);
    }

    /// <summary>SIGKILL; the others carry on alone until orders flow again as before, and only then it is started anew.</summary>
    public Task<DrillReport> KillAsync(ClusterMember member) => Disturb($"kill -9 {member.Name}", member.KillAsync, member.StartAsync);

    /// <summary>SIGTERM, its end, a new start.</summary>
    public Task<DrillReport> RestartAsync(ClusterMember member) => Disturb($"restart {member.Name}", async () =>
    {
        var code = await member.StopAsync();
        if (code != 0) throw new InvalidOperationException($"{member.Name} ended with code {code}:\n{member.Output}");
        await member.StartAsync();
    });

    /// <summary>No more load; every order final, every queue empty, and the auditor with nothing to say.</summary>
    /// <returns>What the auditor found; empty when all is well.</returns>
    public async Task<string> FinishAsync()
    {
        await load.StopAsync();
        return await AuditAsync(TimeSpan.Zero);
    }

    /// <summary>Asks the system's own auditor, over one snapshot; things under way may take <paramref name="grace"/> to settle.</summary>
    public async Task<string> AuditAsync(TimeSpan grace)
    {
        var until = Seen.Now + Patience;
        string found;
        do
        {
            found = string.Join("; ", await new OrdersClient(Api()).ViolationsAsync(grace));
            if (found.Length == 0) return "";
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        while (Seen.Now < until);
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await load.DisposeAsync();
        await cluster.DisposeAsync();
    }

    HttpClient Api() => cluster.Apis.First(api => api.Process is not null).Process!.Http;

    async Task<DrillReport> Disturb(string name, Func<Task> disturbance, Func<Task>? repair = null)
    {
        await Task.Delay(calm);
        var at = Seen.Now;
        var before = Seen.Rate(at - calm, at);
        var failed = Seen.FailedRequests.Count;

        var disturbing = disturbance();
        var back = await BackAsync(at, before);
        await disturbing;
        if (repair is not null) await repair();
        await Eventually.Async(cluster.IsReadyAsync, $"every process is ready after {name}", Patience);
        return new(name, before, back, Seen.Now - at, Seen.FailedRequests.Count - failed);
    }

    async Task<TimeSpan?> BackAsync(TimeSpan at, double before)
    {
        var from = at;
        while (from < at + Patience)
        {
            var to = from + Window;
            while (Seen.Now < to) await Task.Delay(Look);
            if (Seen.Rate(from, to) >= before * Enough) return from - at;
            from += Look;
        }

        return null;
    }
}

using System.Diagnostics;

namespace OrleansOrders.Bench;

/// <summary>One closed-loop run against one target, from the first post until nothing is left behind.</summary>
sealed record ThroughputRun
{
    static readonly TimeSpan Beginning = TimeSpan.FromSeconds(1);

    /// <summary>Orders answered 201, a second, within the window.</summary>
    public required double AcceptedPerSecond { get; init; }

    /// <summary>Orders through to the end, a second, within the same window.</summary>
    public required double CompletedPerSecond { get; init; }

    /// <summary>All orders over all of the time, what was left behind when the posts ended included.</summary>
    public required double PerSecondWithDrain { get; init; }

    /// <summary>Processor microseconds an order, over the whole run.</summary>
    public required CpuUse MicrosecondsPerOrder { get; init; }

    /// <summary>Transactions of the database an order, over the whole run.</summary>
    public required double CommitsPerOrder { get; init; }

    /// <summary>Accepted orders that never came through, and requests answered otherwise than expected.</summary>
    public required long Wrong { get; init; }

    /// <summary>Posts for <paramref name="window"/> after a moment in which the load builds up, then waits until everything is through.</summary>
    public static async Task<ThroughputRun> Measure(Target target, BenchServers servers, OrderRequests requests, int connections, TimeSpan window, Mix mix)
    {
        Func<Task<long>> through = mix == Mix.Plain ? target.Completed : target.Counted;
        var loop = new ClosedLoop(target.Addresses, requests, connections, mix);
        using var stop = new CancellationTokenSource();
        var (before, cpu, commits, all) = (await through(), servers.Cpu(target.Pids), await target.Commits(), Stopwatch.StartNew());
        var posting = loop.Run(stop.Token);

        await Task.Delay(Beginning);
        var (accepted, completed, watch) = (loop.Accepted, await through(), Stopwatch.StartNew());
        await Task.Delay(window);
        (accepted, completed) = (loop.Accepted - accepted, await through() - completed);
        var seconds = watch.Elapsed.TotalSeconds;

        await stop.CancelAsync();
        await posting;
        var ended = await Target.Drain(before + loop.Accepted, through) - before;
        var whole = all.Elapsed.TotalSeconds;
        var used = servers.Cpu(target.Pids) - cpu;
        return new()
        {
            AcceptedPerSecond = accepted / seconds,
            CompletedPerSecond = completed / seconds,
            PerSecondWithDrain = ended / whole,
            MicrosecondsPerOrder = used.PerOrder(ended),
            CommitsPerOrder = (await target.Commits() - commits) / (double)ended,
            Wrong = Math.Abs(loop.Accepted - ended) + loop.Failed,
        };
    }
}

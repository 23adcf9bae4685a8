using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansOrders.Chaos;

/// <summary>One run: servers, application, clients and faults for a while; then silence, and the question whether all that was told is true.</summary>
sealed class ChaosRun(int seed, TimeSpan time, TextWriter output)
{
    // What an hour of this load leaves behind stays well below; it is memory, taken only as it fills.
    const int DiskAtFirst = 512;
    const int DiskEachMinute = 50;

    readonly ConcurrentQueue<InjectedFault> _faults = new();
    readonly Stopwatch _watch = Stopwatch.StartNew();

    public async Task<ChaosReport> RunAsync(CancellationToken cancelled)
    {
        Say(FormattableString.Invariant($"seed {seed}: starting servers and application"));
        await using var system = await ChaosSystem.StartAsync(DiskAtFirst + (int)(DiskEachMinute * time.TotalMinutes), Say);
        var history = new History();
        using var http = new HttpClient { BaseAddress = system.Address, Timeout = TimeSpan.FromMinutes(6) };
        await using var crowd = new Crowd(system, history, seed, Say);
        await crowd.OpenAsync();

        await FaultsAsync(system, history, cancelled);
        Say("faults are over; waiting for all clients to know");
        await crowd.CloseAsync();
        Say("waiting for everything to end");
        await new Settling(system, http, Say).SettleAsync();
        await crowd.Facts.TakeAsync();
        var final = await new FinalReader(system, http).ReadAsync(crowd.Facts.Heard);
        await crowd.HushAsync(() => HeardAll(crowd, final));
        final = final with
        {
            Facts = crowd.Facts.Heard, Streamed = crowd.Streamed, StreamedCustomers = Wishes.Watched,
            Violations = [.. final.Violations, .. system.Application.Crashes.Select(crash => $"the application {crash}")],
        };
        return new(seed, history.Operations, final, [.. _faults], system.Application.Exits, Checker.Check(history.Operations, final));
    }

    async Task FaultsAsync(ChaosSystem system, History history, CancellationToken cancelled)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        over.CancelAfter(time);
        var lanes = Enum.GetValues<Target>().Select(target => new FaultLane(target, seed, system, _faults, Say).RunAsync(over.Token)).ToList();
        lanes.Add(ProgressAsync(history, over.Token));
        await Task.WhenAll(lanes);
    }

    async Task ProgressAsync(History history, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) Say($"{history.Count} operations");
        }
        catch (OperationCanceledException)
        {
            // The faults are over.
        }
    }

    static bool HeardAll(Crowd crowd, FinalState final)
    {
        var heard = crowd.Streamed.Select(news => news.Id).ToHashSet();
        return final.Notifications.All(news => heard.Contains(news.Id) || !Wishes.Watched.Contains(news.CustomerId));
    }

    void Say(string line)
    {
        lock (_watch) output.WriteLine(FormattableString.Invariant($"{_watch.Elapsed.TotalSeconds,7:0.0} s  {line}"));
    }
}

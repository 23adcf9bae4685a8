using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansOrders.Chaos;

/// <summary>One run: servers, application, clients and faults; then a quiet phase, and the check of the history.</summary>
sealed class ChaosRun(int seed, TimeSpan time, bool hostile, TextWriter output)
{
    // An hour of this load needs much less. The memory is used only as the disk fills.
    const int DiskAtFirst = 512;
    const int DiskEachMinute = 50;

    static readonly TimeSpan WithdrawalDeadline = TimeSpan.FromMinutes(1);

    readonly ConcurrentQueue<InjectedFault> _faults = new();
    readonly Stopwatch _watch = Stopwatch.StartNew();

    public async Task<ChaosReport> RunAsync(CancellationToken cancelled)
    {
        Say(FormattableString.Invariant($"seed {seed}: starting servers and application"));
        await using var system = await ChaosSystem.StartAsync(DiskAtFirst + (int)(DiskEachMinute * time.TotalMinutes), Say, hostile);
        var history = new History();
        using var http = new HttpClient { BaseAddress = system.Address, Timeout = TimeSpan.FromMinutes(6) };
        await using var crowd = new Crowd(system, history, seed);
        await crowd.OpenAsync();

        await using var attackers = hostile ? new Attackers(system, history, seed) : null;
        attackers?.Start();
        using var memory = new MemoryWatch(system.Applications);
        await FaultsAsync(system, history, memory, cancelled);
        Say("faults are over; waiting for all clients to know");
        var know = await Task.WhenAll(crowd.CloseAsync(), attackers?.CloseAsync() ?? Task.FromResult(true));
        if (know.Contains(false)) Say("some clients never learned what became of their orders");
        if (hostile) await WithdrawLateOrdersAsync(system, new ShopClient(http, history));
        Say("waiting for everything to end");
        await new Settling(system, http, Say).SettleAsync();
        await crowd.Facts.TakeAsync();
        var final = await new FinalReader(system, http).ReadAsync(crowd.Facts.Heard);
        await crowd.HushAsync(() => HeardAll(crowd, final));
        final = final with
        {
            Facts = crowd.Facts.Heard, Streamed = crowd.Streamed, StreamedCustomers = Wishes.Watched,
            Violations = [.. final.Violations, .. system.Applications.SelectMany(application => application.Crashes.Select(crash => $"{application.Name} {crash}"))],
        };
        var findings = Checker.Check(history.Operations, final);
        if (hostile) findings = [.. findings, .. MemoryChecks.Of(memory.Samples, system.Application.Name, time)];
        return new(seed, history.Operations, final, [.. _faults], system.Applications.Sum(application => application.Exits), findings)
        {
            Attacks = attackers?.Counts ?? new Dictionary<string, int>(), Memory = hostile ? MemoryChecks.Growths(memory.Samples, time) : [],
        };
    }

    async Task WithdrawLateOrdersAsync(ChaosSystem system, ShopClient shop)
    {
        await system.ReadyAsync();
        using var giveUp = new CancellationTokenSource(WithdrawalDeadline);
        if (await LateOrders.WithdrawAsync(system.Postgres, shop, giveUp.Token) is > 0 and var late) Say($"{late} open orders with a deadline an hour ahead were withdrawn");
    }

    async Task FaultsAsync(ChaosSystem system, History history, MemoryWatch memory, CancellationToken cancelled)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        over.CancelAfter(time);
        var lanes = Enum.GetValues<Target>().Select(target => new FaultLane(FaultSchedule.Of(target, seed, hostile), system, _faults, Say).RunAsync(over.Token)).ToList();
        lanes.Add(ProgressAsync(history, over.Token));
        if (hostile) lanes.Add(memory.RunAsync(over.Token));
        await Task.WhenAll(lanes);
    }

    static bool HeardAll(Crowd crowd, FinalState final)
    {
        var heard = crowd.Streamed.Select(news => news.Id).ToHashSet();
        return final.Notifications.All(news => heard.Contains(news.Id) || !Wishes.Watched.Contains(news.CustomerId));
    }

    async Task ProgressAsync(History history, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Pace.PassAsync(TimeSpan.FromSeconds(10), stop);
            Say($"{history.Count} operations");
        }
    }

    void Say(string line)
    {
        lock (_watch) output.WriteLine(FormattableString.Invariant($"{_watch.Elapsed.TotalSeconds,7:0.0} s  {line}"));
    }
}

using System.Collections.Concurrent;

namespace OrleansOrders.Chaos;

/// <summary>Works off the faults of one target, one after the other, and leaves it sound.</summary>
sealed class FaultLane(IEnumerable<Fault> plan, IFaultTarget system, ConcurrentQueue<InjectedFault> done, Action<string> say)
{
    /// <summary>Runs until it is stopped, and then ends the fault under way.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var skipped = new HashSet<FaultKind>();
        foreach (var fault in plan)
        {
            if (skipped.Contains(fault.Kind)) continue;
            await PassAsync(fault.After, stop);
            if (stop.IsCancellationRequested) return;
            var injected = await OneAsync(fault, stop);
            done.Enqueue(injected);
            if (injected.WhyNot is null) continue;
            say($"not staged: {fault.Target} {fault.Kind}: {injected.WhyNot}");
            skipped.Add(fault.Kind);
        }
    }

    async Task<InjectedFault> OneAsync(Fault fault, CancellationToken stop)
    {
        say(FormattableString.Invariant($"{fault.Target} {fault.Kind} for {fault.Lasts.TotalSeconds:0.0} s"));
        string? whyNot = null;
        try
        {
            await system.BeginAsync(fault);
            await PassAsync(fault.Lasts, stop);
        }
        catch (InvalidOperationException e)
        {
            whyNot = e.Message;
        }

        await system.EndAsync(fault);
        return new(fault, whyNot);
    }

    static async Task PassAsync(TimeSpan time, CancellationToken stop)
    {
        try
        {
            await Task.Delay(time, stop);
        }
        catch (OperationCanceledException)
        {
            // The run is over; what is under way is ended at once.
        }
    }
}

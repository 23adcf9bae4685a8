using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansOrders.Chaos;

/// <summary>Injects the faults of one target, one after the other, and leaves the target working.</summary>
sealed class FaultLane(IEnumerable<Fault> plan, IFaultTarget system, ConcurrentQueue<InjectedFault> done, Action<string> say)
{
    /// <summary>How long it tries to end a fault after it was stopped.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Delay between two attempts to end a fault.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Runs until it is stopped, and then ends the fault under way.</summary>
    /// <exception cref="InvalidOperationException">A fault could not be ended.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var skipped = new HashSet<FaultKind>();
        foreach (var fault in plan)
        {
            if (skipped.Contains(fault.Kind)) continue;
            await Pace.PassAsync(fault.After, stop);
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
            await Pace.PassAsync(fault.Lasts, stop);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            whyNot = e.Message;
        }

        await EndAsync(fault, stop);
        return new(fault, whyNot);
    }

    // A tool of an overloaded server may give up several times.
    async Task EndAsync(Fault fault, CancellationToken stop)
    {
        Stopwatch? late = null;
        while (true)
        {
            try
            {
                await system.EndAsync(fault);
                return;
            }
            catch (Exception e) when (e is InvalidOperationException or TimeoutException)
            {
                say($"{fault.Target} {fault.Kind} could not be ended and is tried again: {e.Message}");
                if (stop.IsCancellationRequested) late ??= Stopwatch.StartNew();
                if (late?.Elapsed >= Patience) throw new InvalidOperationException($"{fault.Target} {fault.Kind} could not be ended: {e.Message}", e);
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}

namespace OrleansOrders.Chaos;

/// <summary>The parts that fail.</summary>
enum Target
{
    Application,
    Broker,
    Database,
}

/// <summary>The kinds of faults. Each is undone after its time.</summary>
enum FaultKind
{
    /// <summary>SIGKILL, then a restart.</summary>
    Kill,

    /// <summary>A graceful stop, then a restart.</summary>
    Stop,

    /// <summary>SIGSTOP, then SIGCONT.</summary>
    Pause,

    /// <summary>All connections to it are reset, again and again.</summary>
    Cut,

    /// <summary>No data passes between it and the application, without an error; then all of it arrives.</summary>
    Partition,

    /// <summary>The same, and then the connections are reset and the data under way is lost.</summary>
    BlackHole,

    /// <summary>All data between it and the application is delayed.</summary>
    SlowLink,

    /// <summary>Each write to its disk takes longer.</summary>
    SlowDisk,

    /// <summary>Its disk is full.</summary>
    FullDisk,

    /// <summary>Its memory limit is reached, and it accepts no messages.</summary>
    MemoryAlarm,

    /// <summary>It responds but accepts no writes, also on open sessions.</summary>
    ReadOnly,

    /// <summary>The wall clock of one process is a minute and a half ahead, and is then corrected.</summary>
    MinuteAhead,

    /// <summary>It is a minute and a half back, and is then corrected.</summary>
    MinuteBack,

    /// <summary>An hour ahead. The process ends itself when its clock is corrected.</summary>
    HourAhead,

    /// <summary>An hour back. The process ends itself and starts with that clock; later the clock is corrected.</summary>
    HourBack,
}

/// <summary>One fault.</summary>
/// <param name="Target">The affected part.</param>
/// <param name="Kind">The kind of fault.</param>
/// <param name="After">Time between the end of the previous fault of the target and this one.</param>
/// <param name="Lasts">Its duration, without the restart.</param>
sealed record Fault(Target Target, FaultKind Kind, TimeSpan After, TimeSpan Lasts)
{
    public override string ToString() => FormattableString.Invariant($"{Target} {Kind} after {After.TotalSeconds:0.0} s for {Lasts.TotalSeconds:0.0} s");
}

/// <summary>A fault that was injected, or that could not be staged on this machine.</summary>
sealed record InjectedFault(Fault Fault, string? WhyNot);

/// <summary>Injects the faults of the schedule.</summary>
interface IFaultTarget
{
    /// <summary>Throws <see cref="InvalidOperationException"/> if the fault cannot be staged on this machine.</summary>
    Task BeginAsync(Fault fault);

    /// <summary>Ends the fault; does nothing if it had not begun.</summary>
    Task EndAsync(Fault fault);
}

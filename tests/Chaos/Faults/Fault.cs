namespace OrleansOrders.Chaos;

/// <summary>The parts that fail.</summary>
enum Target
{
    Application,
    Broker,
    Database,
}

/// <summary>What can be done to a part of the system. Every one is undone after its time.</summary>
enum FaultKind
{
    /// <summary>SIGKILL; started again.</summary>
    Kill,

    /// <summary>Stopped in good order; started again.</summary>
    Stop,

    /// <summary>SIGSTOP; SIGCONT.</summary>
    Pause,

    /// <summary>All connections to it are reset, again and again.</summary>
    Cut,

    /// <summary>Nothing passes between it and the application, and nobody is told; then all of it arrives.</summary>
    Partition,

    /// <summary>The same, and then the connections are reset with all that was under way.</summary>
    BlackHole,

    /// <summary>Everything between it and the application takes longer.</summary>
    SlowLink,

    /// <summary>Whatever it brings to its disk takes longer.</summary>
    SlowDisk,

    /// <summary>Its disk is full.</summary>
    FullDisk,

    /// <summary>It has as much memory as it may, and takes no messages.</summary>
    MemoryAlarm,

    /// <summary>It answers and does not write, on sessions that were open before too.</summary>
    ReadOnly,

    /// <summary>The wall clock of one process is a minute and a half ahead, and then right again.</summary>
    MinuteAhead,

    /// <summary>It is a minute and a half back, and then right again.</summary>
    MinuteBack,

    /// <summary>An hour ahead. The process ends itself when its clock is set right.</summary>
    HourAhead,

    /// <summary>An hour back. The process ends itself and starts with that clock; later the clock is set right.</summary>
    HourBack,
}

/// <summary>One thing that goes wrong.</summary>
/// <param name="Target">Where.</param>
/// <param name="Kind">What.</param>
/// <param name="After">How long the target is left alone before, after the end of the fault before it.</param>
/// <param name="Lasts">How long it lasts, the time to start again not counted.</param>
sealed record Fault(Target Target, FaultKind Kind, TimeSpan After, TimeSpan Lasts)
{
    public override string ToString() => FormattableString.Invariant($"{Target} {Kind} after {After.TotalSeconds:0.0} s for {Lasts.TotalSeconds:0.0} s");
}

/// <summary>A fault that came, or that could not be staged on this machine.</summary>
sealed record InjectedFault(Fault Fault, string? WhyNot);

/// <summary>Does to the system what the schedule says.</summary>
interface IFaultTarget
{
    /// <summary><see cref="InvalidOperationException"/> where this cannot be staged on this machine.</summary>
    Task BeginAsync(Fault fault);

    /// <summary>Undoes it; harmless where it had not begun.</summary>
    Task EndAsync(Fault fault);
}

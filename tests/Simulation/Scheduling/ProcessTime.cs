using SimulatedSilo;

namespace OrleansOrders.Simulation;

/// <summary>The clock of one process: ahead or behind, sometimes stepped, and without effect once the process is dead.</summary>
sealed class ProcessTime(VirtualTime time, TimeSpan skew, Func<bool> isAlive) : TimeProvider
{
    /// <summary>Offset of its wall clock from the world's. Timers and timestamps are not affected.</summary>
    public TimeSpan Skew { get; set; } = skew;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override long GetTimestamp() => time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Skew;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(
            of =>
            {
                if (isAlive()) callback(of);
            },
            state,
            dueTime,
            period);
}

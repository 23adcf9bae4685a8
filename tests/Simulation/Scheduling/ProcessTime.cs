namespace OrleansOrders.Simulation;

/// <summary>The clock as one process sees it: a little ahead or behind, and without effect once the process is dead.</summary>
sealed class ProcessTime(VirtualTime time, TimeSpan skew, Func<bool> isAlive) : TimeProvider
{
    public override long TimestampFrequency => time.TimestampFrequency;

    public override long GetTimestamp() => time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + skew;

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

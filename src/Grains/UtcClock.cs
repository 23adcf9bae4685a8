namespace OrleansOrders.Grains;

/// <summary>The current time in the stored precision.</summary>
public static class UtcClock
{
    /// <summary>
    /// Current UTC time, truncated to whole microseconds, the precision of PostgreSQL and of the stored JSON, so that a reload changes
    /// nothing.
    /// </summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}

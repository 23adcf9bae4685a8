namespace OrleansOrders.Grains;

/// <summary>Now, in the precision that is stored.</summary>
public static class UtcClock
{
    /// <summary>Now in UTC, cut to whole microseconds: what PostgreSQL and the stored JSON keep, so that a reload changes nothing.</summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}

using System.ComponentModel.DataAnnotations;
using OrleansOrders.Storage;

namespace OrleansOrders.Bridge;

/// <summary>
/// One way through the open orders, in their order: each is met once. The next pass begins at the front again, after a while. So a round costs what is
/// new, memory is one place, and an order that stays open (its message waits somewhere, or is a dead letter) is not published with every tick.
/// </summary>
sealed class ReconcilerPass(TimeSpan length, TimeProvider clock)
{
    long _began = clock.GetTimestamp();

    /// <summary>The last order that is done with; null at the front.</summary>
    public OpenOrder? After { get; private set; }

    public void IsDone(OpenOrder order) => After = order;

    /// <summary>Back to the front when it has lasted long enough.</summary>
    public void Turn()
    {
        if (clock.GetElapsedTime(_began) < length) return;
        _began = clock.GetTimestamp();
        After = null;
    }
}

/// <summary>Section <c>Reconciler</c>.</summary>
public sealed class ReconcilerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Reconciler";

    /// <summary>How often it looks. Default 5 s, 100 ms to 1 hour: one cheap query each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long an order has to be <c>pending</c> before its publish may be lost; it is published one round later. Default 10 s, 1 s to 1 hour: longer than any
    /// publish or handler takes that is still under way.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PendingAge { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a pass through the open orders takes at least, and so how often an order that stays open is published again. Default 10 min, 1 s to 1 day: a publish
    /// that was confirmed is not lost, and an order that nobody could work is a dead letter by then, which waits for a person.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RepublishAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Most orders a round. Default 500, 1 to 10,000: what is left is found the next time.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 500;
}

using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Bridge;

/// <summary>
/// Position of one pass through the open orders, in order; each is visited once. After a minimum duration the next pass starts at the
/// beginning. A round therefore costs only the new orders, memory is one position, and an order that stays open (its message waits, or is a
/// dead letter) is not published on every tick.
/// </summary>
sealed class ReconcilerPass(TimeSpan length, TimeProvider clock)
{
    long _began = clock.GetTimestamp();

    /// <summary>The last processed order; null at the beginning.</summary>
    public OpenOrder? After { get; private set; }

    public void IsDone(OpenOrder order) => After = order;

    /// <summary>Returns to the beginning once the pass has lasted long enough.</summary>
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

    /// <summary>Time between rounds. Default 5 s, 100 ms to 1 hour: each round is one cheap query.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long an order must be <c>pending</c> before its message may count as lost; it is published one round later. Default 10 s, 1 s to
    /// 1 hour: longer than a publish or a handler takes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PendingAge { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Minimum duration of a pass through the open orders, and thus the interval at which an open order is published again. Default 10 min,
    /// 1 s to 1 day: a confirmed message is not lost, and an order that cannot be processed is by then a dead letter for an operator.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RepublishAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Maximum number of orders per round. Default 500, 1 to 10,000: the rest follows in the next round.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 500;
}

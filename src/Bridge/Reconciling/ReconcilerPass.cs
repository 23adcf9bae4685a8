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

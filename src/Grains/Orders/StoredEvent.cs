using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>One entry of the history of a <see cref="StoredOrder"/>.</summary>
public sealed class StoredEvent
{
    public int Version { get; set; }

    public OrderEventKind Kind { get; set; }

    public DateTimeOffset At { get; set; }
}

namespace OrleansOrders.Domain;

/// <summary>What a command leads to. The set is closed.</summary>
public abstract record OrderDecision
{
    OrderDecision() { }

    /// <summary>One event happens.</summary>
    public sealed record Happens(OrderEventKind Kind, OrderFailure? Failure = null) : OrderDecision;

    /// <summary>It had happened before, or does not matter any more: nothing changes, and what was announced may be announced again.</summary>
    public sealed record Nothing : OrderDecision
    {
        Nothing() { }

        /// <summary>The one instance.</summary>
        public static Nothing Instance { get; } = new();
    }

    /// <summary>It may not be.</summary>
    public sealed record Refused(OrderRefusal Reason) : OrderDecision;
}

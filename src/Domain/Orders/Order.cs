using System.Collections.Immutable;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>
/// A stored order: its content and its history. Everything else (status, failure, refund) is derived from the history, so that the two
/// cannot disagree.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record Order
{
    /// <summary>The content of the order.</summary>
    [Id(0)]
    public required NewOrder Content { get; init; }

    /// <summary>The deadline, UTC: an order that is not final then fails with <see cref="FailureReason.PaymentTimeout"/>.</summary>
    [Id(1)]
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The events, oldest first; never empty.</summary>
    [Id(2)]
    public required ImmutableArray<OrderEvent> History { get; init; }

    /// <summary>The order's id.</summary>
    public OrderId Id => Content.OrderId;

    /// <summary>Number of transitions, the first included. It decides every race between writers.</summary>
    public int Version => History.Length;

    /// <summary>Time of acceptance, UTC.</summary>
    public DateTimeOffset CreatedAt => History[0].At;

    /// <summary>The current status.</summary>
    public OrderStatus Status
    {
        get
        {
            // Refunds follow a final state without changing it, so the status is that of the last event that sets one.
            for (var i = History.Length - 1; i >= 0; i--)
            {
                if (StatusAfter(History[i].Kind) is { } status) return status;
            }

            throw new InvalidOperationException("The order has no history.");
        }
    }

    /// <summary>Whether only a refund can still happen.</summary>
    public bool IsFinal => Status is OrderStatus.Confirmed or OrderStatus.Failed or OrderStatus.Cancelled;

    /// <summary>The reason of the failure, if the order failed.</summary>
    public OrderFailure? Failure => Find(OrderEventKind.Failed)?.Failure;

    /// <summary>The event of this kind; an order has at most one of each.</summary>
    public OrderEvent? Find(OrderEventKind kind)
    {
        foreach (var e in History)
        {
            if (e.Kind == kind) return e;
        }

        return null;
    }

    /// <summary>The wanted items, each once and sorted by SKU. Lines of the same item are summed.</summary>
    public ImmutableArray<SkuQuantity> Wanted() =>
        [.. Content.Lines.GroupBy(line => line.Sku).Select(group => new SkuQuantity(group.Key, group.Sum(line => line.Quantity.Units))).OrderBy(want => want.Sku.Value, StringComparer.Ordinal)];

    /// <summary>The status that an event sets, or null if it leaves the status unchanged.</summary>
    public static OrderStatus? StatusAfter(OrderEventKind kind) => kind switch
    {
        OrderEventKind.Placed => OrderStatus.Pending,
        OrderEventKind.Reserved => OrderStatus.Reserved,
        OrderEventKind.Confirmed => OrderStatus.Confirmed,
        OrderEventKind.Failed => OrderStatus.Failed,
        OrderEventKind.Cancelled => OrderStatus.Cancelled,
        OrderEventKind.RefundRequested or OrderEventKind.Refunded => null,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

using System.Collections.Immutable;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>
/// An order as it is stored: its content and its history. Everything else (status, failure, money moved) is read off the history, so that the
/// two cannot disagree.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record Order
{
    /// <summary>What was asked for.</summary>
    [Id(0)]
    public required NewOrder Content { get; init; }

    /// <summary>When an order that is not final fails with <see cref="FailureReason.PaymentTimeout"/>, UTC.</summary>
    [Id(1)]
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What happened, oldest first; never empty.</summary>
    [Id(2)]
    public required ImmutableArray<OrderEvent> History { get; init; }

    /// <summary>The order's id.</summary>
    public OrderId Id => Content.OrderId;

    /// <summary>Number of transitions so far, the first included; the arbiter of every race.</summary>
    public int Version => History.Length;

    /// <summary>When it was accepted, UTC.</summary>
    public DateTimeOffset CreatedAt => History[0].At;

    /// <summary>Where it stands.</summary>
    public OrderStatus Status
    {
        get
        {
            // Refunds follow a final state without changing it, so the status is that of the last event that has one.
            for (var i = History.Length - 1; i >= 0; i--)
            {
                if (StatusAfter(History[i].Kind) is { } status) return status;
            }

            throw new InvalidOperationException("An order without a history was used.");
        }
    }

    /// <summary>Whether nothing but a refund can still happen.</summary>
    public bool IsFinal => Status is OrderStatus.Confirmed or OrderStatus.Failed or OrderStatus.Cancelled;

    /// <summary>Why it failed, if it did.</summary>
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

    /// <summary>The items wanted, each once, in the order of their SKU: lines of the same item are added up.</summary>
    public ImmutableArray<SkuQuantity> Wanted() =>
        [.. Content.Lines.GroupBy(line => line.Sku).Select(group => new SkuQuantity(group.Key, group.Sum(line => line.Quantity.Units))).OrderBy(want => want.Sku.Value, StringComparer.Ordinal)];

    /// <summary>The status that an event leaves, or null for one that leaves it as it was.</summary>
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

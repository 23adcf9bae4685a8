using OrleansOrders.Domain;

namespace OrleansOrders.Api;

/// <summary>An order, in the one shape that every answer has.</summary>
public sealed record OrderView
{
    /// <summary>The order's id.</summary>
    public required string OrderId { get; init; }

    /// <summary>Who ordered.</summary>
    public required string CustomerId { get; init; }

    /// <summary>Where it stands.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>From 1; rises by one a transition. Also the ETag.</summary>
    public required int Version { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Σ quantity × price, or the amount of an order without items.</summary>
    public required decimal TotalAmount { get; init; }

    /// <summary>The lines as ordered; empty for an order of a mere amount.</summary>
    public required IReadOnlyList<OrderItemView> Items { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public required FailureView? Failure { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it fails if it is not final by then.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public required IReadOnlyList<HistoryView> History { get; init; }

    internal static OrderView Of(Order order) => new()
    {
        OrderId = order.Id.Value,
        CustomerId = order.Content.CustomerId.Value,
        Status = order.Status,
        Version = order.Version,
        Currency = order.Content.Total.Currency.Code,
        TotalAmount = order.Content.Total.Amount,
        Items = [.. order.Content.Lines.Select(line => new OrderItemView(line.Sku.Value, line.Quantity.Units, line.Price))],
        Failure = FailureView.Of(order.Failure),
        CreatedAt = order.CreatedAt.UtcDateTime,
        ExpiresAt = order.ExpiresAt.UtcDateTime,
        History = [.. order.History.Select(e => new HistoryView(e.Version, e.Kind, e.At.UtcDateTime, e.Failure?.Reason))],
    };
}

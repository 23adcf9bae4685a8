using System.Text.Json.Serialization;

namespace OrleansOrders.Api;

/// <summary>An order, in the format of every reply.</summary>
public sealed record OrderView
{
    /// <summary>The order's id.</summary>
    public required string OrderId { get; init; }

    /// <summary>The customer who ordered.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The current status.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>From 1; incremented by each transition. Also the ETag.</summary>
    public required int Version { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Σ quantity × price, or the amount of an order without items.</summary>
    public required decimal TotalAmount { get; init; }

    /// <summary>The lines as ordered; empty for an order of an amount only.</summary>
    public required IReadOnlyList<OrderItemView> Items { get; init; }

    /// <summary>The reason of the failure; null if the order has not failed.</summary>
    public required FailureView? Failure { get; init; }

    /// <summary>Time of acceptance.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>The deadline: the order then fails if it is not final.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>The events, oldest first.</summary>
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

/// <summary>A line of an order.</summary>
/// <param name="Sku">The item.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Price">Price of one unit.</param>
public sealed record OrderItemView(string Sku, int Quantity, decimal Price);

/// <summary>Why an order failed.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Shortages">Every short item; empty unless stock was the reason.</param>
public sealed record FailureView(FailureReason Reason, IReadOnlyList<ShortageView> Shortages)
{
    internal static FailureView? Of(OrderFailure? failure) =>
        failure is null ? null : new(failure.Reason, [.. failure.Shortages.Select(s => new ShortageView(s.Sku.Value, s.Wanted, s.Available))]);
}

/// <summary>An item with fewer available units than wanted.</summary>
/// <param name="Sku">The item.</param>
/// <param name="Wanted">Units wanted.</param>
/// <param name="Available">Available units.</param>
public sealed record ShortageView(string Sku, int Wanted, long Available);

/// <summary>One event of an order.</summary>
/// <param name="Version">The order's version after the event.</param>
/// <param name="Kind">The kind of event.</param>
/// <param name="At">Time of the event.</param>
/// <param name="Reason">For a failure: the reason.</param>
public sealed record HistoryView(
    int Version, OrderEventKind Kind, DateTime At, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FailureReason? Reason);

/// <summary>A page of orders, newest first.</summary>
/// <param name="Orders">The orders of this page.</param>
/// <param name="NextCursor">Cursor of the next page; null on the last page.</param>
public sealed record OrdersPage(IReadOnlyList<OrderView> Orders, string? NextCursor);

/// <summary>An order as sent by a client, for the OpenAPI document. <c>docs/orders.md</c> lists the other accepted dialects.</summary>
public sealed record OrderRequest
{
    /// <summary>Chosen by the client, or by the server if absent.</summary>
    public string? OrderId { get; init; }

    /// <summary>The customer who orders.</summary>
    public required string CustomerId { get; init; }

    /// <summary>ISO 4217; default USD.</summary>
    public string? Currency { get; init; }

    /// <summary>A payment service's token.</summary>
    public string? PaymentToken { get; init; }

    /// <summary>1 to 500 lines; absent for an order of an amount only.</summary>
    public IReadOnlyList<OrderItemView>? Items { get; init; }

    /// <summary>The amount to pay if there are no items.</summary>
    public decimal? Amount { get; init; }
}

using System.Text.Json.Serialization;
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

/// <summary>A line of an order.</summary>
/// <param name="Sku">The item.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Price">Of one unit.</param>
public sealed record OrderItemView(string Sku, int Quantity, decimal Price);

/// <summary>Why an order failed.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Shortages">Every short item; empty unless stock was the reason.</param>
public sealed record FailureView(FailureReason Reason, IReadOnlyList<ShortageView> Shortages)
{
    internal static FailureView? Of(OrderFailure? failure) =>
        failure is null ? null : new(failure.Reason, [.. failure.Shortages.Select(s => new ShortageView(s.Sku.Value, s.Wanted, s.Available))]);
}

/// <summary>An item of which there was not enough.</summary>
/// <param name="Sku">The item.</param>
/// <param name="Wanted">Units wanted.</param>
/// <param name="Available">Units that were there.</param>
public sealed record ShortageView(string Sku, int Wanted, long Available);

/// <summary>One thing that happened to an order.</summary>
/// <param name="Version">The order's version since.</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Reason">For a failure: why.</param>
public sealed record HistoryView(
    int Version, OrderEventKind Kind, DateTime At, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FailureReason? Reason);

/// <summary>Orders, newest first.</summary>
/// <param name="Orders">The orders of this page.</param>
/// <param name="NextCursor">For the next page; null on the last.</param>
public sealed record OrdersPage(IReadOnlyList<OrderView> Orders, string? NextCursor);

/// <summary>An order as a client sends it, for the description of this API; what is understood besides is in <c>docs/orders.md</c>.</summary>
public sealed record OrderRequest
{
    /// <summary>Chosen by the client, or by the server where it is absent.</summary>
    public string? OrderId { get; init; }

    /// <summary>Who orders.</summary>
    public required string CustomerId { get; init; }

    /// <summary>ISO 4217; USD where it is absent.</summary>
    public string? Currency { get; init; }

    /// <summary>A payment service's token.</summary>
    public string? PaymentToken { get; init; }

    /// <summary>1 to 500 lines; absent for an order of a mere amount.</summary>
    public IReadOnlyList<OrderItemView>? Items { get; init; }

    /// <summary>What is to be paid where there are no items.</summary>
    public decimal? Amount { get; init; }
}

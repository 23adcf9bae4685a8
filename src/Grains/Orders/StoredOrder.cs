using System.Text.Json.Serialization;

namespace OrleansOrders.Grains;

/// <summary>
/// The stored format of an order (<c>docs/storage.md</c>). Status, version and similar fields are for readers of the table. Loading uses
/// the content and the history, from which they follow.
/// </summary>
public sealed class StoredOrder
{
    public OrderId OrderId { get; set; }

    public CustomerId CustomerId { get; set; }

    public Currency Currency { get; set; }

    public decimal TotalAmount { get; set; }

    public string? PaymentToken { get; set; }

    public List<StoredLine> Lines { get; set; } = [];

    public OrderStatus Status { get; set; }

    public int Version { get; set; }

    public StoredFailure? Failure { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public List<StoredEvent> History { get; set; } = [];

    /// <summary>The stored form of <paramref name="order"/>.</summary>
    public static StoredOrder Of(Order order) => new()
    {
        OrderId = order.Id,
        CustomerId = order.Content.CustomerId,
        Currency = order.Content.Total.Currency,
        TotalAmount = order.Content.Total.Amount,
        PaymentToken = order.Content.PaymentToken,
        Lines = [.. order.Content.Lines.Select(line => new StoredLine { Sku = line.Sku, Quantity = line.Quantity, Price = line.Price })],
        Status = order.Status,
        Version = order.Version,
        Failure = StoredFailure.Of(order.Failure),
        CreatedAt = order.CreatedAt,
        ExpiresAt = order.ExpiresAt,
        History = [.. order.History.Select(e => new StoredEvent { Version = e.Version, Kind = e.Kind, At = e.At })],
    };

    /// <summary>The order; throws <see cref="FormatException"/> for a state that no version of this system wrote.</summary>
    public Order ToOrder() => new()
    {
        Content = Content(),
        ExpiresAt = ExpiresAt,
        History =
        [
            .. History.Select(e => new OrderEvent
            {
                Version = e.Version,
                Kind = e.Kind,
                At = e.At,
                Failure = e.Kind is OrderEventKind.Failed ? Failure?.ToFailure() ?? throw new FormatException("The stored order failed but has no failure.") : null,
            }),
        ],
    };

    NewOrder Content()
    {
        if (Lines.Count > 0)
        {
            var lines = Lines.Select(line => new OrderLine { Sku = line.Sku, Quantity = line.Quantity, Price = line.Price });
            return NewOrder.OfItems(OrderId, CustomerId, Currency, lines, PaymentToken);
        }

        return Money.TryCreatePrice(TotalAmount, Currency, out var total)
            ? NewOrder.OfAmount(OrderId, CustomerId, total, PaymentToken)
            : throw new FormatException("The stored order has an amount that its currency does not allow.");
    }
}

/// <summary>One history entry of a <see cref="StoredOrder"/>.</summary>
public sealed class StoredEvent
{
    public int Version { get; set; }

    public OrderEventKind Kind { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>One line of a <see cref="StoredOrder"/>.</summary>
public sealed class StoredLine
{
    public Sku Sku { get; set; }

    public Quantity Quantity { get; set; }

    public decimal Price { get; set; }
}

/// <summary>The failure of a <see cref="StoredOrder"/>.</summary>
public sealed class StoredFailure
{
    public FailureReason Reason { get; set; }

    public List<StoredShortage>? Shortages { get; set; }

    internal static StoredFailure? Of(OrderFailure? failure) => failure is null ? null : new()
    {
        Reason = failure.Reason,
        Shortages = failure.Shortages.IsEmpty ? null : [.. failure.Shortages.Select(s => new StoredShortage { Sku = s.Sku, Wanted = s.Wanted, Available = s.Available })],
    };

    internal OrderFailure ToFailure() => new()
    {
        Reason = Reason,
        Shortages = [.. (Shortages ?? []).Select(s => new Shortage(s.Sku, s.Wanted, s.Available))],
    };
}

/// <summary>A short item of a <see cref="StoredFailure"/>.</summary>
public sealed class StoredShortage
{
    public Sku Sku { get; set; }

    public int Wanted { get; set; }

    public long Available { get; set; }
}

/// <summary>JSON format of grain state: snake_case, no nulls, no type names.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(FixedUtcConverter)])]
[JsonSerializable(typeof(StoredOrder))]
public sealed partial class StoredJson : JsonSerializerContext;

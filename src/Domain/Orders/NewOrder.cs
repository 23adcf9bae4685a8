using System.Collections.Immutable;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>
/// A validated request of a client: the content of an order. An order without lines is a payment of <see cref="Total"/> alone.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record NewOrder
{
    /// <summary>Maximum number of lines per order.</summary>
    public const int MaxLines = 500;

    NewOrder() { }

    /// <summary>The order's id.</summary>
    [Id(0)]
    public OrderId OrderId { get; private init; }

    /// <summary>The customer who orders.</summary>
    [Id(1)]
    public CustomerId CustomerId { get; private init; }

    /// <summary>A payment service's token for the means of payment; never card data.</summary>
    [Id(2)]
    public string? PaymentToken { get; private init; }

    /// <summary>The lines, in the client's order; 0 to 500.</summary>
    [Id(3)]
    public ImmutableArray<OrderLine> Lines { get; private init; }

    /// <summary>The amount to pay: Σ quantity × price, or the amount of an order without lines.</summary>
    [Id(4)]
    public Money Total { get; private init; }

    /// <summary>
    /// Creates an order of items. Throws <see cref="ArgumentException"/> for no lines, too many lines, or a price that its currency does
    /// not allow.
    /// </summary>
    public static NewOrder OfItems(
        OrderId orderId, CustomerId customerId, Currency currency, IEnumerable<OrderLine> lines, string? paymentToken = null)
    {
        ImmutableArray<OrderLine> all = [.. lines];
        if (all.Length is 0 or > MaxLines) throw new ArgumentException($"An order has 1 to {MaxLines} lines.", nameof(lines));

        var total = Money.Zero(currency);
        foreach (var line in all)
        {
            if (!Money.TryCreatePrice(line.Price, currency, out var price)) throw new ArgumentException("A price does not fit its currency.", nameof(lines));
            total = total.Plus(price.Times(line.Quantity));
        }

        return new() { OrderId = orderId, CustomerId = customerId, PaymentToken = paymentToken, Lines = all, Total = total };
    }

    /// <summary>Creates an order without items, which is a payment only.</summary>
    public static NewOrder OfAmount(OrderId orderId, CustomerId customerId, Money total, string? paymentToken = null) =>
        new() { OrderId = orderId, CustomerId = customerId, PaymentToken = paymentToken, Lines = [], Total = total };

    /// <summary>This order, with the payment token of <paramref name="known"/> if it has none: events do not carry the token.</summary>
    public NewOrder WithTokenOf(NewOrder known) => PaymentToken is null ? this with { PaymentToken = known.PaymentToken } : this;

    /// <summary>Whether <paramref name="other"/> has the same content, apart from the id.</summary>
    public bool HasContentOf(NewOrder other) =>
        CustomerId == other.CustomerId && PaymentToken == other.PaymentToken && Total == other.Total && Lines.AsSpan().SequenceEqual(other.Lines.AsSpan());
}

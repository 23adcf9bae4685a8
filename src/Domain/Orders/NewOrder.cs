using System.Collections.Immutable;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>
/// What a client asked for, checked: the content of an order before anything was decided. Without lines it is a payment of
/// <see cref="Total"/> alone.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record NewOrder
{
    /// <summary>Most lines an order may have.</summary>
    public const int MaxLines = 500;

    NewOrder() { }

    /// <summary>The order's id.</summary>
    [Id(0)]
    public OrderId OrderId { get; private init; }

    /// <summary>Who orders.</summary>
    [Id(1)]
    public CustomerId CustomerId { get; private init; }

    /// <summary>A payment service's token for the means of payment; never card data.</summary>
    [Id(2)]
    public string? PaymentToken { get; private init; }

    /// <summary>The lines in the client's order; 0 to 500.</summary>
    [Id(3)]
    public ImmutableArray<OrderLine> Lines { get; private init; }

    /// <summary>What is to be paid: Σ quantity × price, or the amount of an order without lines.</summary>
    [Id(4)]
    public Money Total { get; private init; }

    /// <summary>An order of items. <see cref="ArgumentException"/> for no lines, too many, or a price that its currency does not allow.</summary>
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

    /// <summary>An order without items: only the payment applies.</summary>
    public static NewOrder OfAmount(OrderId orderId, CustomerId customerId, Money total, string? paymentToken = null) =>
        new() { OrderId = orderId, CustomerId = customerId, PaymentToken = paymentToken, Lines = [], Total = total };

    /// <summary>The same order with the payment token of <paramref name="known"/>, where it brings none: events do not carry it.</summary>
    public NewOrder WithTokenOf(NewOrder known) => PaymentToken is null ? this with { PaymentToken = known.PaymentToken } : this;

    /// <summary>Whether <paramref name="other"/> asks for the very same, the id apart.</summary>
    public bool HasContentOf(NewOrder other) =>
        CustomerId == other.CustomerId && PaymentToken == other.PaymentToken && Total == other.Total && Lines.AsSpan().SequenceEqual(other.Lines.AsSpan());
}

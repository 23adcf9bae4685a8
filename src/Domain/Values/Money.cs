using System.Globalization;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>
/// A non-negative amount in one currency, with at most the currency's decimals (ISO 4217). Decimal, never floating point.
/// </summary>
[GenerateSerializer, Immutable]
public readonly record struct Money
{
    /// <summary>The largest unit price or amount-only total, in major units of the currency.</summary>
    public const decimal MaxPrice = 1_000_000_000m;

    /// <summary>The largest total, in major units: the maximum number of lines and units at the largest price.</summary>
    public const decimal MaxTotal = NewOrder.MaxLines * (decimal)Quantity.Max * MaxPrice;

    Money(decimal amount, Currency currency)
    {
        Amount = amount;
        Currency = currency;
    }

    /// <summary>The amount in major units. Equal amounts have the same text (<c>1.5</c> and <c>1.50</c> are equal).</summary>
    [Id(0)]
    public decimal Amount { get; private init; }

    /// <summary>The currency.</summary>
    [Id(1)]
    public Currency Currency { get; private init; }

    /// <summary>Whether <paramref name="amount"/> is a valid price in <paramref name="currency"/>.</summary>
    public static bool TryCreatePrice(decimal amount, Currency currency, out Money price) => TryCreate(amount, MaxPrice, currency, out price);

    /// <summary>Whether <paramref name="amount"/> is a valid total in <paramref name="currency"/>.</summary>
    public static bool TryCreateTotal(decimal amount, Currency currency, out Money total) => TryCreate(amount, MaxTotal, currency, out total);

    /// <summary>Zero, in <paramref name="currency"/>.</summary>
    public static Money Zero(Currency currency) => new(Scaled(0, currency), currency);

    /// <summary>This amount times <paramref name="quantity"/>. Cannot overflow: 500 lines of 1,000,000 at 10⁹ stay below 10¹⁸.</summary>
    public Money Times(Quantity quantity) => new(Amount * quantity.Units, Currency);

    /// <summary>The sum; throws <see cref="InvalidOperationException"/> if the currencies differ.</summary>
    public Money Plus(Money other) =>
        Currency == other.Currency ? new Money(Amount + other.Amount, Currency) : throw new InvalidOperationException("Amounts of different currencies cannot be added.");

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency}");

    static bool TryCreate(decimal amount, decimal max, Currency currency, out Money money)
    {
        var valid = amount >= 0 && amount <= max && decimal.Round(amount, currency.Decimals) == amount;
        money = valid ? new Money(Scaled(amount, currency), currency) : default;
        return valid;
    }

    // Adding a zero of the right scale gives every amount the currency's decimals, so that equal amounts have the same text.
    static decimal Scaled(decimal amount, Currency currency) =>
        decimal.Round(amount, currency.Decimals) + new decimal(0, 0, 0, false, (byte)currency.Decimals);
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace OrleansOrders.Contracts;

/// <summary>Parses an order from HTTP or the broker, in every dialect of <c>docs/orders.md</c>.</summary>
public static class OrderParser
{
    static readonly CreditCardAttribute Card = new();

    /// <summary>
    /// Currencies that left ISO 4217 after orders in them had been stored. Stored orders still load and are paid; new orders are rejected.
    /// </summary>
    static readonly FrozenSet<string> Withdrawn = FrozenSet.Create(StringComparer.Ordinal, "BGN");

    /// <summary>Maximum length of a payment token, in characters.</summary>
    public const int MaxTokenLength = 128;

    /// <summary>
    /// Parses an order; <paramref name="fallbackId"/> is its id if the body has none. Never throws, whatever the bytes. Keeps no reference
    /// to the body.
    /// </summary>
    public static Parsed<NewOrder> Parse(ReadOnlyMemory<byte> utf8Json, OrderId? fallbackId) => Parsed.Of(utf8Json, outer =>
    {
        var fields = Unwrap(outer, out var wrapped);
        var id = ReadId(fields, wrapped ? outer : null, fallbackId);
        var customer = fields.Id<CustomerId>(true, OrderSpellings.CustomerId);
        var token = ReadToken(fields);
        var currency = fields.Has("currency") ? ReadCurrency(fields) : Currency.Default;
        var lines = ReadLines(fields, currency, out var hasLines);
        var amount = fields.Amount(false, currency, hasLines ? Money.MaxTotal : Money.MaxPrice, "amount");

        if (!outer.Errors.IsEmpty) return null;
        if (hasLines) return CheckAmount(fields, NewOrder.OfItems(id!.Value, customer!.Value, currency!.Value, lines, token), amount);
        if (amount is not null && Money.TryCreatePrice(amount.Value, currency!.Value, out var total)) return NewOrder.OfAmount(id!.Value, customer!.Value, total, token);
        return null;
    });

    static Currency? ReadCurrency(FieldReader fields)
    {
        if (fields.Currency(true) is not { } currency) return null;
        if (!Withdrawn.Contains(currency.Code)) return currency;
        fields.FailCurrency();
        return null;
    }

    static string? ReadToken(FieldReader fields)
    {
        const string name = "payment_token";
        var token = fields.Text(MaxTokenLength, name);
        if (token is null || !IsCardNumber(token)) return token;
        fields.Fail(name, FieldErrorCodes.Invalid, "must be a payment service's token, and looks like the number of a card");
        return null;
    }

    // ISO/IEC 7812: 12 to 19 digits. The attribute checks the Luhn digit and skips hyphens but not dots.
    static bool IsCardNumber(string token) => token.Count(char.IsAsciiDigit) is >= 12 and <= 19 && Card.IsValid(token.Replace('.', '-'));

    static FieldReader Unwrap(FieldReader outer, out bool wrapped)
    {
        wrapped = false;
        var fields = outer;
        if (outer.Has(OrderSpellings.OfAnOrder)) return fields;
        foreach (var name in OrderSpellings.Envelope)
        {
            if (wrapped || !outer.TryGet(name, out var inner) || inner.ValueKind is not JsonValueKind.Object) continue;
            (wrapped, fields) = (true, new FieldReader(inner, $"{name}.", -1, outer.Errors));
        }

        return fields;
    }

    // An envelope may carry the order's id itself; using the fallback id then would create a second order.
    static OrderId? ReadId(FieldReader fields, FieldReader? envelope, OrderId? fallbackId)
    {
        const string name = "order_id";
        var inside = fields.Has(name);
        var outside = envelope is { } outer && outer.Has(name);
        if (!inside && !outside && fallbackId is not null) return fallbackId;

        var id = inside || !outside ? fields.Id<OrderId>(true, name) : null;
        if (!outside) return id;
        var outerId = envelope!.Value.Id<OrderId>(true, name);
        if (id is not null && outerId is not null && id != outerId) envelope.Value.Fail(name, FieldErrorCodes.Conflict, $"says something else than {fields.PathOf(name)}");
        return id ?? outerId;
    }

    static List<OrderLine> ReadLines(FieldReader fields, Currency? currency, out bool hasLines)
    {
        var lines = new List<OrderLine>();
        var single = fields.Has(OrderSpellings.SingleItem);
        hasLines = fields.TryGet("items", out var items) || single;
        if (!hasLines)
        {
            if (!fields.Has("amount")) fields.Fail("items", FieldErrorCodes.Required, "is required (or item with qty, or amount with currency)");
        }
        else if (!single)
        {
            ReadItems(fields, items, currency, lines);
        }
        else if (fields.Has("items"))
        {
            fields.Fail(OrderSpellings.SingleItem, FieldErrorCodes.Conflict, $"cannot stand beside {fields.PathOf("items")}");
        }
        else if (ReadLine(fields, currency, [OrderSpellings.SingleItem]) is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    static void ReadItems(FieldReader fields, JsonElement items, Currency? currency, List<OrderLine> lines)
    {
        if (items.ValueKind is JsonValueKind.Array && items.GetArrayLength() == 0)
        {
            fields.Fail("items", FieldErrorCodes.Empty, "must not be empty");
            return;
        }

        foreach (var entry in fields.Objects("items", NewOrder.MaxLines))
        {
            if (ReadLine(entry, currency, OrderSpellings.Sku) is { } line) lines.Add(line);
        }
    }

    static OrderLine? ReadLine(FieldReader fields, Currency? currency, ReadOnlySpan<string> skuSpellings)
    {
        var sku = fields.Id<Sku>(true, skuSpellings);
        var units = fields.Integer(true, Quantity.Min, Quantity.Max, OrderSpellings.Quantity);
        var price = fields.Has("price") ? fields.Amount(true, currency, Money.MaxPrice, "price") : 0m;
        if (sku is null || units is null || price is null || currency is null) return null;

        // Both succeed because the values were checked above; the price gets the currency's decimals.
        return Money.TryCreatePrice(price.Value, currency.Value, out var money) && Quantity.TryCreate(units.Value, out var quantity)
            ? new OrderLine { Sku = sku.Value, Quantity = quantity, Price = money.Amount }
            : null;
    }

    // The total is computed here. A sender with another total means another order.
    static NewOrder? CheckAmount(FieldReader fields, NewOrder order, decimal? amount)
    {
        if (amount is null || amount == order.Total.Amount) return order;
        fields.Fail("amount", FieldErrorCodes.Conflict, "must be the sum of quantity × price of the items, or be left out");
        return null;
    }
}

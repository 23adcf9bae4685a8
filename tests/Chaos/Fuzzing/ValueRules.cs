namespace OrleansOrders.Chaos;

/// <summary>The rules of accepted values, stated independently of the parsers. Each returns the broken rule, or null.</summary>
static class ValueRules
{
    const decimal MostPrice = 1_000_000_000m;
    const decimal MostTotal = 500 * 1_000_000m * MostPrice;
    const long MostUnits = 1_000_000_000_000;
    const int MostLines = 500;

    static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static string? Of(NewOrder order)
    {
        var currency = order.Total.Currency;
        var sum = order.Lines.Sum(line => line.Quantity.Units * line.Price);
        return Id(order.OrderId.Value) ?? Id(order.CustomerId.Value) ?? Token(order.PaymentToken) ?? Amount(order.Total.Amount, MostTotal, currency)
            ?? (order.Lines.Length > MostLines ? $"it has {order.Lines.Length} lines" : null)
            ?? (order.Lines.IsEmpty || sum == order.Total.Amount ? null : $"its lines come to {sum} and its total is {order.Total}")
            ?? order.Lines.Select(line => Of(line, currency)).FirstOrDefault(fault => fault is not null);
    }

    public static string? Of(PaymentResult payment) =>
        Id(payment.OrderId.Value)
        ?? (payment.Amount is { } paid ? Amount(paid.Amount, MostTotal, paid.Currency) ?? Comes(payment.OrderId, paid) : null);

    public static string? Of(PaymentRequest request) =>
        Id(request.OrderId.Value) ?? Id(request.CustomerId.Value) ?? Token(request.PaymentToken) ?? Amount(request.Total.Amount, MostTotal, request.Total.Currency);

    public static string? Of(StockAdjustment adjustment) =>
        Id(adjustment.Sku.Value) ?? Id(adjustment.AdjustmentId.Value)
        ?? (adjustment.Delta is 0 or > MostUnits or < -MostUnits ? $"its delta is {adjustment.Delta}" : null);

    public static string? Count(long units) => units is >= 0 and <= MostUnits ? null : $"its count is {units}";

    public static string? Id(string id) =>
        id.Length is >= 1 and <= 64 && char.IsAsciiLetterOrDigit(id[0]) && id.All(c => char.IsAsciiLetterOrDigit(c) || "._:@+-".Contains(c, StringComparison.Ordinal))
            ? null : $"'{id}' is no id";

    static string? Of(OrderLine line, Currency currency) =>
        Id(line.Sku.Value) ?? (line.Quantity.Units is < 1 or > 1_000_000 ? $"it wants {line.Quantity.Units}" : null) ?? Amount(line.Price, MostPrice, currency);

    static string? Token(string? token) => token is null || (token.Length is >= 1 and <= 128 && token.All(c => c is > ' ' and <= '~')) ? null : "its token is none";

    static string? Amount(decimal amount, decimal most, Currency? currency) =>
        amount >= 0 && amount <= most && decimal.Round(amount, currency?.Decimals ?? 3) == amount ? null : $"its amount is {amount} {currency}";

    // The body that the system's codec writes is read as the same value.
    static string? Comes(OrderId id, Money paid) =>
        PaymentCodec.Parse(PaymentCodec.Succeeded(id, paid, Noon).Body).Value == new PaymentResult(id, paid) ? null : "it is not what our own message of it says";
}

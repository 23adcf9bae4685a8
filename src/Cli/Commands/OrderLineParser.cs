using System.CommandLine.Parsing;
using System.Globalization;

namespace OrleansOrders.Cli;

/// <summary><c>SKU=QUANTITY[:PRICE]</c>; a SKU alone means a quantity of one.</summary>
static class OrderLineParser
{
    public const string Form = "SKU=QUANTITY[:PRICE]";

    public static NewOrderLine[] ParseAll(ArgumentResult result)
    {
        var lines = new List<NewOrderLine>();
        foreach (var token in result.Tokens)
        {
            if (Parse(token.Value) is { } line) lines.Add(line);
            else result.AddError($"--item takes {Form}, such as burger=2 or burger=2:4.50, not '{token.Value}'.");
        }

        return [.. lines];
    }

    /// <summary>Null for any other text. The server checks whether the item exists and is available.</summary>
    public static NewOrderLine? Parse(string text)
    {
        var pair = text.Split('=', 2);
        if (pair[0].Length == 0) return null;
        if (pair.Length == 1) return new(pair[0], 1);

        var amounts = pair[1].Split(':', 2);
        if (!int.TryParse(amounts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) || quantity < 1) return null;
        if (amounts.Length == 1) return new(pair[0], quantity);
        return decimal.TryParse(amounts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) ? new(pair[0], quantity, price) : null;
    }
}

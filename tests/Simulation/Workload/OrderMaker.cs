using System.Globalization;
using System.Text;

namespace OrleansOrders.Simulation;

/// <summary>Writes orders, in the dialects of their clients.</summary>
static class OrderMaker
{
    /// <summary>The catalog: one scarce item, items that never run out, and one unknown item.</summary>
    public static readonly (string Sku, int Units)[] Catalog = [("hot", 5), ("a", 30), ("b", 30), ("c", 12)];

    static readonly string?[] Tokens =
    [
        null, null, null, SimulatedTokens.Ok, SimulatedTokens.Decline, SimulatedTokens.TimeoutThenOk, SimulatedTokens.TimeoutForever, SimulatedTokens.Twice,
    ];

    /// <summary>A body with its own customer; <paramref name="id"/> if the sender assigns one.</summary>
    public static string Body(int number, string? id, Dice dice)
    {
        if (id is not null && dice.Chance(0.1)) return Write(number, id, Payment(dice) + $"\"amount\":{dice.Between(1, 90)}.50,\"currency\":\"USD\"", dice);
        if (dice.Chance(0.15)) return Write(number, id, Payment(dice) + $"\"item\":\"{Sku(dice)}\",\"qty\":{dice.Between(1, 3)}", dice);
        var lines = Enumerable.Range(0, dice.Between(1, 3)).Select(_ => Line(Sku(dice), dice.Between(1, 3), dice));
        return Write(number, id, Payment(dice) + $"\"items\":[{string.Join(',', lines)}]", dice);
    }

    public static string Pair(int number, string id, string first, string second, Dice dice) =>
        Write(number, id, $"\"items\":[{Line(first, 2, dice)},{Line(second, 3, dice)}]", dice);

    /// <summary>The parsed body; the id is a guess if the body has none.</summary>
    public static NewOrder Read(string body, string id) =>
        OrderParser.Parse(Encoding.UTF8.GetBytes(body), OrderId.Parse(id)).Value ?? throw new InvalidOperationException($"Not an order: {body}");

    static string Write(int number, string? id, string rest, Dice dice)
    {
        var customer = dice.Of("customer_id", "user_id", "student_id");
        var named = id is null ? "" : $"\"order_id\":\"{id}\",";
        return string.Create(CultureInfo.InvariantCulture, $"{{{named}\"{customer}\":\"c-{number}\",{rest}}}");
    }

    static string Payment(Dice dice) => dice.Of(Tokens) is { } token ? $"\"payment_token\":\"{token}\"," : "";

    static string Line(string sku, int quantity, Dice dice) => dice.Chance(0.5)
        ? $"{{\"sku\":\"{sku}\",\"quantity\":{quantity},\"price\":2.50}}"
        : $"{{\"item_id\":\"{sku}\",\"qty\":{quantity},\"price\":4}}";

    static string Sku(Dice dice) => dice.Chance(0.02) ? "nobody-has-it" : dice.Of("hot", "hot", "a", "b", "c");
}

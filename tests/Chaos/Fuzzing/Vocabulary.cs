namespace OrleansOrders.Chaos;

/// <summary>The parts of bodies: known names, and valid and invalid values as JSON text.</summary>
static class Vocabulary
{
    public static readonly string[] Ids = ["\"o-1\"", "\"a\"", "\"x:y@z+1._-\"", $"\"{new string('z', 64)}\"", "\"0\""];
    public static readonly string[] Integers = ["1", "2", "17", "1000000", "-5", "1000000000000", "-1000000000000"];
    public static readonly string[] Counts = ["0", "1", "7", "1000000000000"];
    public static readonly string[] Quantities = ["1", "2", "999", "1000000"];
    public static readonly string[] Prices = ["0", "1", "7.5", "9.99", "1e0", "1.50e1", "1000000000", "0.00"];
    public static readonly string[] Totals = ["0", "1", "49.90", "500000000000000000", "1e2"];
    public static readonly string[] Currencies = ["\"USD\"", "\"eur\"", "\"Jpy\"", "\"KWD\"", "\"\\u0055SD\""];
    public static readonly string[] Tokens = ["\"tok_1\"", "\"tok_ok\"", $"\"{new string('t', 128)}\"", "\"~!\""];
    public static readonly string[] Texts = ["\"declined\"", "\"caf\\u00e9 \\ud83d\\ude00\"", $"\"{new string('x', 256)}\"", "\" \""];
    public static readonly string[] Times = ["\"2026-01-02T03:04:05Z\"", "\"2026-01-02T03:04:05.1234567+14:00\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59-14:00\"", "\"2026-01-02\""];

    /// <summary>Values that are invalid nearly everywhere, and values at limits.</summary>
    public static readonly string[] Wrong =
    [
        "null", "true", "false", "0", "-0", "-1", "1.5", "1e400", "-1e400", "1e-400", "0.001", "0.0001", "1E+2", "1000001", "1000000001", "1000000000001", "9223372036854775807",
        "9223372036854775808", "79228162514264337593543950335", "79228162514264337593543950336", "0.0000000000000000000000000000001", "123456789012345678901234567890",
        "0.30000000000000000000000000000000000001", "\"\"", "\" \"", "\"*\"", "\"#\"", "\"a b\"", "\"a\\u0000b\"", "\"\\n\"", "\".a\"", "\"-\"", "\"ü\"", "\"💥\"", "\"\\ud800\"",
        "\"\\udc00\\ud800\"", "\"1\"", "\"null\"", "\"USDX\"", "\"XXX\"", "\"ıſ\"", "\"2026-13-01T00:00:00Z\"", "\"confirmed \"", "[]", "{}", "[[]]", "[null]", "{\"a\":1,\"a\":2}", "{\"\\ud800\":1}",
        $"\"{new string('y', 65)}\"", $"\"{new string('t', 129)}\"", $"\"{new string('v', 257)}\"",
    ];

    /// <summary>Names that some parser knows, and unknown names.</summary>
    public static readonly string[] Names =
    [
        "order_id", "customer_id", "user_id", "student_id", "customer_email", "currency", "payment_token", "items", "item", "sku", "item_id", "quantity", "qty", "price", "amount",
        "total_amount", "data", "payload", "order", "status", "failure", "at", "reason", "delta", "adjustment_id", "available", "body", "", "a.b", "items[0]", "Order_Id", "\\u006frder_id", "💥",
        "\\ud800", "$id", "__proto__", "very_long_name_very_long_name_very_long_name_very_long_name_very_long_name",
    ];
}

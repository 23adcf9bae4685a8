using System.Text;

namespace OrleansOrders.SystemTests;

/// <summary>Something that is no order, and the fields that an answer has to name.</summary>
public sealed record BadBody(string Name, byte[] Bytes, params string[] Fields)
{
    /// <summary>All kinds of them; those that are too large are answered 413 and not 400.</summary>
    public static IReadOnlyList<BadBody> All { get; } =
    [
        Of("nothing", "", "body"),
        Of("not JSON", "hello", "body"),
        Of("half of JSON", """{"customer_id":"c","item":"burger","qty":1""", "body"),
        Of("a list", "[]", "body"),
        Of("null", "null", "body"),
        new("not UTF-8", [0xff, 0xfe, 0x00], "body"),
        Of("half a character", """{"customer_id":"\ud800","item":"burger","qty":1}""", "body"),
        Of("a name twice", """{"customer_id":"c","item":"burger","qty":1,"qty":100}""", "qty"),
        Of("nested 5,000 deep", $$"""{"customer_id":"c","item":"burger","qty":1,"extra":{{new string('[', 5000)}}{{new string(']', 5000)}}}""", "body"),
        Of("an empty object", "{}", "customer_id", "items"),
        Of("no items", """{"customer_id":"c","items":[]}""", "items"),
        Of("items that are none", """{"customer_id":"c","items":[1,"burger",null]}""", "items[0]", "items[1]", "items[2]"),
        Of("wrong types", """{"customer_id":7,"items":[{"sku":true,"quantity":"2","price":"3"}]}""", "customer_id", "items[0].sku", "items[0].quantity", "items[0].price"),
        Of("ids for routing keys", """{"customer_id":"a.#","items":[{"sku":"*","quantity":1}]}""", "customer_id", "items[0].sku"),
        Of("ids with blanks and control characters", """{"customer_id":"a b","items":[{"sku":"a\nb","quantity":1},{"sku":"\u0000","quantity":1}]}""",
            "customer_id", "items[0].sku", "items[1].sku"),
        Of("an order id that is none", """{"order_id":"o r d e r","customer_id":"c","item":"burger","qty":1}""", "order_id"),
        Of("too long an id", $$"""{"customer_id":"{{new string('c', 65)}}","item":"burger","qty":1}""", "customer_id"),
        Of("quantities out of range", """{"customer_id":"c","items":[{"sku":"a","quantity":0},{"sku":"a","quantity":-1},{"sku":"a","quantity":1000001},{"sku":"a","quantity":99999999999999999999}]}""",
            "items[0].quantity", "items[1].quantity", "items[2].quantity", "items[3].quantity"),
        Of("half a unit", """{"customer_id":"c","item":"burger","qty":1.5}""", "qty"),
        Of("prices that are none", """{"customer_id":"c","items":[{"sku":"a","quantity":1,"price":-0.01},{"sku":"a","quantity":1,"price":0.001},{"sku":"a","quantity":1,"price":1e400}]}""",
            "items[0].price", "items[1].price", "items[2].price"),
        Of("an unknown currency", """{"customer_id":"c","currency":"ABC","item":"burger","qty":1}""", "currency"),
        Of("cents of a currency without", """{"customer_id":"c","currency":"JPY","amount":10.5}""", "amount"),
        Of("thousands of lines", $$"""{"customer_id":"c","items":[{{string.Join(',', Enumerable.Repeat("""{"sku":"a","quantity":1}""", 5000))}}]}""", "items"),
        Of("one line too many", $$"""{"customer_id":"c","items":[{{string.Join(',', Enumerable.Repeat("""{"sku":"a","quantity":1}""", 501))}}]}""", "items"),
    ];

    /// <summary>1 MB of what would be an order without it.</summary>
    public static BadBody Huge { get; } = Of("1 MB", $$"""{"customer_id":"c","item":"burger","qty":1,"note":"{{new string('x', 1024 * 1024)}}"}""", "body");

    public override string ToString() => Name;

    static BadBody Of(string name, string text, params string[] fields) => new(name, Encoding.UTF8.GetBytes(text), fields);
}

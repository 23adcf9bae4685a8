using System.Globalization;
using System.Text;

namespace OrleansOrders.Bench;

/// <summary>Makes the requests of one run: ids in sequence, so that an order's number is found again in its id; the same run makes the same orders.</summary>
/// <param name="run">Unique on the database: part of every id.</param>
/// <param name="shape">Which items.</param>
/// <param name="hot">The one that every order takes, where there is one.</param>
sealed class OrderRequests(string run, OrderShape shape, int hot = 0)
{
    /// <summary>Items there are, <c>i0</c> and on; the first is in no uniform order.</summary>
    public const int Items = 1_000;

    static readonly double[] Skew = Cumulated();

    readonly string _prefix = $"{run}-";

    public static string Sku(int item) => string.Create(CultureInfo.InvariantCulture, $"i{item}");

    public string OrderId(int number) => string.Create(CultureInfo.InvariantCulture, $"{_prefix}{number:d8}");

    /// <summary>The number within an id of this run, or -1.</summary>
    public int NumberOf(string? orderId) =>
        orderId is not null && orderId.StartsWith(_prefix, StringComparison.Ordinal)
            && int.TryParse(orderId.AsSpan(_prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary><c>POST /orders</c> for an order.</summary>
    public byte[] Post(int number)
    {
        var random = new Random(HashCode.Combine(run.Length, number));
        var (first, second) = Pick(random);
        var body = string.Create(CultureInfo.InvariantCulture,
            $$"""{"order_id":"{{OrderId(number)}}","customer_id":"c{{number % 10_000}}","currency":"USD","items":[{"sku":"{{Sku(first)}}","quantity":1,"price":4.50},{"sku":"{{Sku(second)}}","quantity":2,"price":12.25}]}""");
        return Request("/orders", body);
    }

    /// <summary><c>POST /orders/{id}/cancel</c>, without waiting for the outcome.</summary>
    public byte[] Cancel(int number) => Request($"/orders/{OrderId(number)}/cancel", "", "Prefer: wait=0\r\n");

    (int First, int Second) Pick(Random random)
    {
        var second = shape is OrderShape.Skewed ? Skewed(random) : random.Next(1, Items);
        var first = shape switch
        {
            OrderShape.Hot => hot,
            OrderShape.Skewed => Skewed(random),
            _ => random.Next(1, Items),
        };
        return (first, second == first ? second % (Items - 1) + 1 : second);
    }

    static int Skewed(Random random)
    {
        var at = Array.BinarySearch(Skew, random.NextDouble());
        return Math.Min(at < 0 ? ~at : at, Items - 1);
    }

    static double[] Cumulated()
    {
        var sum = Enumerable.Range(1, Items).Sum(n => 1.0 / n);
        var total = 0.0;
        return [.. Enumerable.Range(1, Items).Select(n => total += 1.0 / n / sum)];
    }

    static byte[] Request(string path, string body, string headers = "") => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}"));
}

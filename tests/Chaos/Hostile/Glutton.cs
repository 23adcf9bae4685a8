using System.Globalization;

namespace OrleansOrders.Chaos;

/// <summary>Places orders of the maximum size, for existing items and for hundreds of unknown items.</summary>
sealed class Glutton(string name, int seed, IReadOnlyList<ShopClient> shops, Producer producer, Pace pace, Attacks attacks)
{
    /// <summary>The customer of all of these orders.</summary>
    public const string Customer = "glutton";

    const int LongestSku = 64;

    readonly Random _random = new(seed);

    public async Task RunAsync()
    {
        var wishes = new Wishes(name, _random);
        while (!pace.Stop.IsCancellationRequested)
        {
            var unknown = _random.Next(2) == 0;
            attacks.Count(unknown ? "order for unknown items" : "fat order");
            var order = new Asked
            {
                OrderId = wishes.Id("fat"), CustomerId = Customer, Token = "tok_ok",
                Lines = [.. Enumerable.Range(0, NewOrder.MaxLines).Select(_ => new Line(unknown ? Unknown() : Catalog.Plenty[_random.Next(Catalog.Plenty.Count)], 1, 0.01m))],
            };
            var body = Padded(Dialects.Write(order, _random));
            var shop = shops[_random.Next(shops.Count)];
            await pace.UntilKnownAsync(
                () => unknown || _random.Next(2) == 0 ? shop.PlaceBytesAsync(order, body) : producer.PlaceAsync(order, Exchanges.OrderEvents, RoutingKeys.OrderPlaced, $"{order.OrderId}:message", body), _random);
            await pace.ThinkAsync(_random, 3_000);
        }
    }

    string Unknown() => string.Create(CultureInfo.InvariantCulture, $"{Catalog.Unknown}-{_random.NextInt64():x16}").PadRight(LongestSku, 'x');

    // White space up to the maximum size of a body.
    static byte[] Padded(byte[] body)
    {
        var padded = new byte[JsonLimits.MaxBytes];
        padded.AsSpan().Fill((byte)' ');
        body.CopyTo(padded, 0);
        return padded;
    }
}

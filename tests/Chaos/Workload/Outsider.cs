using System.Text;
using OrleansOrders.Contracts;

namespace OrleansOrders.Chaos;

/// <summary>Publishes orders in other systems' ways, old messages once more, claims of money that nobody paid, and poison.</summary>
sealed class Outsider(string name, int seed, Producer producer, Board board, Pace pace)
{
    static readonly (string Exchange, string Key)[] Entrances =
    [
        (Exchanges.OrderEvents, RoutingKeys.OrderPlaced), (Exchanges.OrderEvents, RoutingKeys.OrderCreated),
        (Exchanges.OrderEvents, "order.placed.usd"), (Exchanges.NewOrders, RoutingKeys.None),
    ];

    static readonly (string Exchange, string Key)[] Everywhere =
    [
        .. Entrances, (Exchanges.OrderEvents, RoutingKeys.OrderCancelRequested),
        (Exchanges.InventoryEvents, RoutingKeys.InventoryAdjusted), (Exchanges.PaymentEvents, RoutingKeys.PaymentRefundRequested),
    ];

    static readonly string[] Poisons = ["hello", "{", "[]", "{}", "{\"order_id\":7}", "{\"order_id\":\"a b\",\"items\":[]}", "{\"\\ud800\":1}"];

    readonly Random _random = new(seed);
    readonly List<Func<Task<Reply>>> _published = [];

    public async Task RunAsync()
    {
        var wishes = new Wishes(name, _random);
        while (!pace.Stop.IsCancellationRequested)
        {
            switch (_random.Next(10))
            {
                case < 5: await PlaceAsync(wishes.Named(), wishes.Id("message")); break;
                case < 7 when _published.Count > 0: await _published[_random.Next(_published.Count)](); break;
                case 7: await PoisonAsync(wishes.Id("poison")); break;
                case 8 when board.Pick(_random) is { } order : await Repeatable(() => producer.PayAsync(order.Id)); break;
                case 9 when board.Pick(_random) is { } order: await Repeatable(() => producer.CancelAsync(order.Id)); break;
            }

            await pace.ThinkAsync(_random, 300);
        }
    }

    Task<Reply> PlaceAsync(Asked order, string messageId)
    {
        var (exchange, key) = Entrances[_random.Next(Entrances.Length)];
        var body = Dialects.Write(order, _random);
        return Repeatable(() => producer.PlaceAsync(order, exchange, key, messageId, body));
    }

    Task<Reply> PoisonAsync(string messageId)
    {
        var (exchange, key) = Everywhere[_random.Next(Everywhere.Length)];
        var body = Encoding.UTF8.GetBytes(Poisons[_random.Next(Poisons.Length)]);
        return pace.UntilKnownAsync(() => producer.PoisonAsync(exchange, key, messageId, body), _random);
    }

    // A producer publishes until it has its confirm; the message may come once more at any later time.
    Task<Reply> Repeatable(Func<Task<Reply>> publish)
    {
        _published.Add(publish);
        return pace.UntilKnownAsync(publish, _random);
    }
}

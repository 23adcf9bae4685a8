using System.Text;

namespace OrleansOrders.Chaos;

/// <summary>A client over HTTP: places orders, repeats requests without a reply, reads, and cancels.</summary>
sealed class Buyer(string name, int seed, ShopClient shop, Board board, Pace pace)
{
    readonly Random _random = new(seed);

    public async Task RunAsync()
    {
        var wishes = new Wishes(name, _random);
        while (!pace.Stop.IsCancellationRequested)
        {
            if (_random.Next(4) > 0) await PlaceAsync(_random.Next(8) == 0 ? wishes.Unnamed() : wishes.Named());
            else if (board.Pick(_random) is { } other) await LookAsync(other.Id);
            await pace.ThinkAsync(_random);
        }
    }

    async Task PlaceAsync(Asked order)
    {
        // A rival posts other content under the same id: one of the two is refused.
        var rival = order.OrderId is not null && _random.Next(30) == 0 ? shop.PlaceAsync(Wishes.Contesting(order), new(_random.Next())) : null;
        var reply = await pace.UntilKnownAsync(() => shop.PlaceAsync(order, _random), _random);
        if (rival is not null) await rival;
        if (reply is not { Outcome: Outcome.Ok, Seen.OrderId: var id }) return;
        board.Add(id, order.Token);
        switch (_random.Next(8))
        {
            case 0 or 1: await CancelAsync(id); break;
            case 2: await shop.PlaceAsync(order, _random); break;
            case 3: await LookAsync(id); break;
        }
    }

    async Task LookAsync(string id)
    {
        if (_random.Next(10) == 0) await CancelAsync(id);
        else await shop.ReadAsync(id);
    }

    // Often at the moment of its payment.
    async Task CancelAsync(string id)
    {
        await shop.CancelAsync(id);
        await shop.ReadAsync(id);
    }
}

/// <summary>Publishes orders like other systems, old messages again, forged payment results, and poison.</summary>
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

    // A producer publishes until it gets the confirm; the message may come again at any later time.
    Task<Reply> Repeatable(Func<Task<Reply>> publish)
    {
        _published.Add(publish);
        return pace.UntilKnownAsync(publish, _random);
    }
}

/// <summary>Restocks the scarce item and writes units off, over HTTP and by messages, and repeats requests without a reply.</summary>
sealed class Storekeeper(string name, int seed, ShopClient shop, Producer producer, Pace pace)
{
    readonly Random _random = new(seed);

    public async Task RunAsync()
    {
        var wishes = new Wishes(name, _random);
        while (!pace.Stop.IsCancellationRequested)
        {
            await pace.ThinkAsync(_random, 1_000);
            var sku = _random.Next(3) == 0 ? Catalog.Plenty[_random.Next(Catalog.Plenty.Count)] : Catalog.Scarce;
            var delta = _random.Next(4) == 0 ? -_random.Next(1, 10) : _random.Next(1, 25);
            var deed = new Deed.Adjust(sku, wishes.Id("adjustment"), delta);

            // A write-off may be refused, which only a reply shows.
            var byMessage = delta > 0 && _random.Next(2) == 0;
            await pace.UntilKnownAsync(() => byMessage ? producer.AdjustAsync(deed) : shop.AdjustAsync(deed), _random);
            if (_random.Next(5) == 0) await (byMessage ? producer.AdjustAsync(deed) : shop.AdjustAsync(deed));
        }
    }
}

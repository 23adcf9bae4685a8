namespace OrleansOrders.Chaos;

/// <summary>A client over HTTP: places orders, repeats what it has no answer to, looks, and changes its mind.</summary>
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
        // A rival who asks for the same id meanwhile: one of the two is told no.
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

    // Often at the very moment at which it is paid.
    async Task CancelAsync(string id)
    {
        await shop.CancelAsync(id);
        await shop.ReadAsync(id);
    }
}

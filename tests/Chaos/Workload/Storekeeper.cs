namespace OrleansOrders.Chaos;

/// <summary>Restocks what is scarce and writes some of it off, over HTTP and by messages, and repeats what it has no answer to.</summary>
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

            // What takes units away may be refused, which only an answer tells.
            var byMessage = delta > 0 && _random.Next(2) == 0;
            await pace.UntilKnownAsync(() => byMessage ? producer.AdjustAsync(deed) : shop.AdjustAsync(deed), _random);
            if (_random.Next(5) == 0) await (byMessage ? producer.AdjustAsync(deed) : shop.AdjustAsync(deed));
        }
    }
}

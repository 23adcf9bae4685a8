namespace OrleansOrders.Simulation;

/// <summary>Checks each commit of stock: units are conserved, holds belong to orders that allow them, and end once.</summary>
sealed class StockCheck(World world)
{
    readonly Dictionary<(Sku Sku, OrderId OrderId), Hold> _holds = [];
    readonly Dictionary<Sku, Sums> _sums = [];
    readonly Dictionary<(Sku Sku, OrderId OrderId), long> _fewestBefore = [];

    public IEnumerable<(Sku Sku, OrderId OrderId, Hold Hold)> Holds => _holds.Select(pair => (pair.Key.Sku, pair.Key.OrderId, pair.Value));

    public Hold? Find(Sku sku, OrderId id) => _holds.TryGetValue((sku, id), out var hold) ? hold : null;

    /// <summary>
    /// The fewest available units that a refusal of an order may state: until the order got its hold, if it has one. A refusal may be in transit
    /// while another activation of the order, or its restarted process, gets the hold.
    /// </summary>
    public long FewestSeenBy(Sku sku, OrderId id) => _fewestBefore.TryGetValue((sku, id), out var before) ? before : _sums.TryGetValue(sku, out var sums) ? sums.Fewest : 0;

    public void Committed(StockBatch batch, StockCommit outcome)
    {
        switch (outcome)
        {
            case StockCommit.Conflict:
                world.Probes.Hit(Probe.StockConflict);
                world.Probes.Hit(Probe.TwoActivations);
                return;
            case StockCommit.Surprise surprise:
                world.Probes.Hit(Probe.StockSurprise);
                if (batch.Holds.Any(entry => entry.Write is { Status: HoldStatus.Taken } && surprise.Holds.TryGetValue(entry.OrderId, out var found) && found.Status is HoldStatus.Released))
                    world.Probes.Hit(Probe.LateReserveRefused);
                return;
        }

        if (batch.Holds.Length > 1) world.Probes.Hit(Probe.SharedCommit);
        if (!_sums.TryGetValue(batch.Sku, out var sums)) _sums.Add(batch.Sku, sums = new());
        Fewest(batch, sums);
        foreach (var entry in batch.Holds) Written(batch.Sku, entry, sums);
        foreach (var entry in batch.Adjustments)
        {
            if (entry.Delta is not { } delta) continue;
            sums.Received += delta;
            world.Probes.Hit(Probe.Adjusted);
        }

        if (!batch.WritesItem) return;
        Conserved(batch.Item, sums);
        sums.Available = batch.Item.Available;
    }

    // Within a batch there may be fewer units than before and after it. Before the first process, nothing is observed.
    void Fewest(StockBatch batch, Sums sums)
    {
        if (world.Processes.Count == 0) return;
        var left = sums.Available - TakenBy(batch);
        foreach (var (id, _, write) in batch.Holds)
        {
            if (write is { Status: HoldStatus.Taken } hold) _fewestBefore.TryAdd((batch.Sku, id), Math.Min(sums.Fewest, left + hold.Quantity));
        }

        sums.Fewest = Math.Min(sums.Fewest, left);
    }

    static long TakenBy(StockBatch batch) =>
        batch.Holds.Sum(entry => entry.Write is { Status: HoldStatus.Taken } hold ? hold.Quantity : 0L) - batch.Adjustments.Sum(entry => Math.Min(entry.Delta ?? 0, 0));

    void Written(Sku sku, HoldEntry entry, Sums sums)
    {
        if (entry.Write is not { } hold) return;
        var before = Find(sku, entry.OrderId);
        var order = world.Checker.Find(entry.OrderId);
        var wanted = order is null ? 0 : Wishes.Of(order).GetValueOrDefault(sku);
        world.Trace.Say("check", $"hold of {entry.OrderId} on {sku}: {before} becomes {hold}");
        var allowed = (before?.Status, hold.Status) switch
        {
            (null, HoldStatus.Taken) => order is not null,
            (HoldStatus.Taken, HoldStatus.Released) or (null, HoldStatus.Released) => order?.Status is OrderStatus.Failed or OrderStatus.Cancelled,
            _ => false,
        };
        if (!allowed) world.Violate(before is null ? "I-2" : "I-4", $"the hold of {entry.OrderId} on {sku} goes from {before} to {hold} while the order is {order?.Status}");
        if (hold.Quantity != wanted && hold.Quantity != 0) world.Violate("I-9", $"{entry.OrderId} wants {wanted} of {sku} and the hold is {hold}");
        if (before is { } former && former.Quantity != hold.Quantity) world.Violate("I-4", $"the hold of {entry.OrderId} on {sku} goes from {before} to {hold}");
        if (before is null && hold.Status is HoldStatus.Released) world.Probes.Hit(Probe.ReleaseWithoutHold);

        if (before is { Status: HoldStatus.Taken }) sums.Taken -= before.Value.Quantity;
        if (hold.Status is HoldStatus.Taken) sums.Taken += hold.Quantity;
        _holds[(sku, entry.OrderId)] = hold;
    }

    void Conserved(Item item, Sums sums)
    {
        if (item.Available < 0 || item.Taken != sums.Taken || item.Received != sums.Received)
        {
            world.Violate("I-1", $"{item.Sku} is received {item.Received}, available {item.Available}; its rows say received {sums.Received}, taken {sums.Taken}");
        }
    }

    sealed class Sums
    {
        public long Available { get; set; }

        public long Fewest { get; set; } = long.MaxValue;

        public long Received { get; set; }

        public long Taken { get; set; }
    }
}

/// <summary>The units that an order wants, counted independently of the system.</summary>
static class Wishes
{
    public static Dictionary<Sku, int> Of(Order order)
    {
        var units = new Dictionary<Sku, int>();
        foreach (var line in order.Content.Lines) units[line.Sku] = units.GetValueOrDefault(line.Sku) + line.Quantity.Units;
        return units;
    }
}

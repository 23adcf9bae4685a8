namespace OrleansOrders.Simulation;

/// <summary>Checks everything that can be observed, at the moment of the observation.</summary>
sealed class Checker
{
    readonly World _world;
    readonly StockCheck _stock;
    readonly FactCheck _facts;

    public Checker(World world)
    {
        _world = world;
        _stock = new(world);
        News = new(world);
        _facts = new(world);
        var orders = new OrderCheck(world, _stock);
        world.Database.Tables.OrderWritten = orders.Written;
        world.Database.Tables.Refused = row => world.Probes.Hit(row.Version is 0 ? Probe.FirstWriteFound : Probe.GrainConflict);
        world.Database.Tables.WrittenTogether = count =>
        {
            if (count > 1) world.Probes.Hit(Probe.SharedWrite);
        };
        world.Database.Tables.StockCommitted = _stock.Committed;
        world.Database.Tables.Notified = News.Written;
        world.Broker.Taken = _facts.Taken;
    }

    public StockCheck Stock => _stock;

    public FactCheck Facts => _facts;

    public NewsCheck News { get; }

    public Order? Find(OrderId id) => _world.Database.Tables.Orders.GetValueOrDefault(GrainKeys.Of(id));

    public OrderStatus? StatusOf(OrderId id) => Find(id)?.Status;

    /// <summary>A client got the reply that its order is accepted.</summary>
    public void Promised(OrderBook.Entry entry, Order order, Order? before)
    {
        if (entry.Id is { } known && known != order.Id) _world.Violate("I-9", $"one order of {entry.Content.CustomerId} became {known} and {order.Id}");
        entry.Id = order.Id;

        // After two silos had the grain, the remaining one may reply with an older state, but never older than its own replies.
        var twice = _world.Plan.Topology is Topology.Twice or Topology.Many;
        Seen(entry, order, twice ? null : before);
    }

    /// <summary>
    /// A client got its order in a reply; null: not found. <paramref name="before"/> is the state it had seen before its request: concurrent replies
    /// have no order.
    /// </summary>
    public void Seen(OrderBook.Entry entry, Order? order, Order? before)
    {
        if (order is null)
        {
            if (before is not null) _world.Violate("clients", $"{entry.Id} was promised and is not there");
            return;
        }

        if (before is not null && order.Version < before.Version) _world.Violate("clients", $"{order.Id} went from version {before.Version} to {order.Version}");
        if (!IsBeginning(order, Find(order.Id))) _world.Violate("clients", $"{order.Id} was shown at version {order.Version}, which is not what is stored");
        if (order.Version > (entry.Seen?.Version ?? 0)) entry.Seen = order;
    }

    static bool IsBeginning(Order shown, Order? stored) =>
        stored is not null && shown.Version <= stored.Version && shown.Content.HasContentOf(stored.Content) && shown.History.AsSpan().SequenceEqual(stored.History.AsSpan()[..shown.Version], SameEvent.Instance);

    sealed class SameEvent : IEqualityComparer<OrderEvent>
    {
        public static SameEvent Instance { get; } = new();

        public bool Equals(OrderEvent? x, OrderEvent? y) => x?.Version == y?.Version && x?.Kind == y?.Kind && x?.At == y?.At;

        public int GetHashCode(OrderEvent obj) => obj.Version;
    }
}

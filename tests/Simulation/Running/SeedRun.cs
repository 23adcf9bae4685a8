namespace OrleansOrders.Simulation;

/// <summary>
/// One run of a seed: trouble, then calm until everything is final, then a replay of the dead letters, then a repeat of every old message, which must
/// change nothing.
/// </summary>
static class SeedRun
{
    static readonly TimeSpan Calm = TimeSpan.FromMinutes(6);
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    static readonly TimeSpan Forgetting = TimeSpan.FromMinutes(3);

    // Longer than any operation outside of the queues.
    static readonly TimeSpan LongestUnseen = TimeSpan.FromSeconds(11);

    public static RunResult Of(int seed, Probes probes, bool keepTrace = false, IReadOnlySet<int>? keep = null)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var world = new World(seed, Plan.Of(seed, keep), keepTrace, probes);
            Through(world);
            foreach (var process in world.Processes) process.Forget();
            return new(seed, world.Steps, world.Time.Now, world.Violation, world.Trace.ToString(), world.Plan, world.Starts);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    static void Through(World world)
    {
        Begin(world);
        world.RunUntil(() => false, world.Plan.Trouble);
        if (world.Violation is not null) return;

        Heal(world);
        if (!Rests(world, "everything is final")) return;

        // An activation with a state from before the end of the partition ends itself when it is unused for a while.
        if (world.Plan.Topology is Topology.Twice or Topology.Many) world.RunUntil(() => false, Forgetting);
        for (var round = 0; round < 3 && HasLetters(world, round > 0); round++)
        {
            var replay = world.Operators.Replay(new(world.Seed, $"replay{round}"));
            world.RunUntil(() => replay.IsCompleted, Calm);
            if (!Rests(world, "the dead letters are worked")) return;
        }

        FinalCheck.Look(world);
        if (world.Violation is null) Repeat(world);
    }

    static void Begin(World world)
    {
        foreach (var (sku, units) in OrderMaker.Catalog) world.Database.Tables.Commit([Stocked(Sku.Parse(sku), units)]);
        (string Name, SimRole Roles)[] processes = world.Plan.Topology switch
        {
            Topology.One => [("one", SimRole.All)],
            Topology.Twice => [("one", SimRole.All), ("two", SimRole.All)],
            Topology.Split => [("silo", SimRole.Silo), ("bridge", SimRole.Bridge), ("api", SimRole.Api)],
            _ => [("silo1", SimRole.Silo), ("silo2", SimRole.Silo), ("bridge1", SimRole.Bridge), ("bridge2", SimRole.Bridge), ("api", SimRole.Api)],
        };
        foreach (var (name, roles) in processes) world.Processes.Add(new(world, name, roles));
        foreach (var process in world.Processes) process.Start();
        foreach (var item in world.Plan.Items)
        {
            world.After(item.At, () =>
            {
                world.Trace.Say("plan", $"{item.Number}: {item.Name}");
                item.Act(world, new(world.Seed, $"item{item.Number}"));
            });
        }
    }

    static StockBatch Stocked(Sku sku, int units) => new()
    {
        Sku = sku,
        ExpectedVersion = 0,
        Item = new() { Sku = sku, Received = units, Available = units },
        Adjustments = [new(AdjustmentId.Parse("catalog"), units)],
    };

    static void Heal(World world)
    {
        world.Trace.Say("world", $"trouble is over");
        world.Faults.AreOver = true;
        world.Database.IsAway = false;
        world.Broker.Start();

        // The partition ends: one of the two processes with the same grains is removed.
        foreach (var process in world.Processes.FindAll(process => process.Name is "two" or "silo2")) process.Retire();
        foreach (var process in world.Processes) process.Start();

        // As after a deleted binding: the next process that connects declares the whole topology.
        foreach (var connection in world.Broker.Connections.ToArray()) connection.Cut(TimeSpan.Zero, "the operator has everyone connect again");
    }

    static bool Rests(World world, string what)
    {
        TimeSpan? since = null;
        var next = world.Time.Now;
        var rests = world.RunUntil(
            () =>
            {
                if (world.Time.Now < next) return false;
                next = world.Time.Now + Beat;
                since = IsAtRest(world) ? since ?? world.Time.Now : null;
                return world.Time.Now - since > LongestUnseen;
            },
            Calm);
        if (!rests) world.Violate("liveness", $"not within {Calm}: {what}; {Open(world)}");
        return world.Violation is null;
    }

    static bool IsAtRest(World world) => !world.Gateway.IsAway && world.Processes.TrueForAll(process => process is { IsUp: true, RunningCalls: 0 }) && world.Broker.IsQuiet
        && world.Database.Tables.Orders.Values.All(order => order.IsFinal)
        && world.Customers.Book.Entries.All(entry => !entry.IsWatched || entry.Seen is { IsFinal: true });

    static string Open(World world) => string.Join(", ",
    [
        .. world.Database.Tables.Orders.Values.Where(order => !order.IsFinal).Select(order => $"{order.Id} is {order.Status}"),
        .. world.Broker.Queues.Values.Where(queue => queue.Ready > 0 && queue.Name != BrokerNames.DeadLetterQueue).Select(queue => $"{queue.Ready} in {queue.Name}"),
        .. world.Processes.Where(process => !process.IsUp).Select(process => $"{process.Name} is not up"),
        .. world.Processes.Where(process => process.RunningCalls > 0).Select(process => $"{process.RunningCalls} grain calls are running in {process.Name}"),
        .. world.Customers.Book.Entries.Where(entry => entry is { IsWatched: true, Seen.IsFinal: false }).Select(entry => $"{entry.Id} was seen as {entry.Seen!.Status}"),
        .. world.Broker.IsQuiet ? Array.Empty<string>() : ["something is unacknowledged"],
    ]);

    // Messages that can never be handled are replayed once, and must become dead letters again.
    static bool HasLetters(World world, bool workable) => world.Broker.Queues[BrokerNames.DeadLetterQueue].Messages.Any(letter => !workable || FinalCheck.IsWorkable(letter));

    static void Repeat(World world)
    {
        var before = Snapshot(world);
        var letters = world.Broker.Queues[BrokerNames.DeadLetterQueue].Ready;
        world.Checker.Facts.OnlyFinal = true;
        world.Trace.Say("world", $"every old message comes again");
        world.Producers.RepeatAll(new(world.Seed, "repeat"), message => message.Properties.MessageId is not { } id || !world.Checker.Facts.DeadIds.Contains(id));
        world.Producers.SayAllAreDue(new(world.Seed, "due"));
        world.RunUntil(() => false, TimeSpan.FromSeconds(6));
        if (!Rests(world, "the old messages are worked")) return;
        if (Snapshot(world) != before) world.Violate("I-7", "old messages that came again changed what is stored");
        if (world.Broker.Queues[BrokerNames.DeadLetterQueue].Ready != letters) world.Violate("I-7", "old messages that came again became dead letters");
    }

    static string Snapshot(World world) => string.Join(
        '\n',
        [
            .. world.Database.Tables.Orders.Values.OrderBy(order => order.Id.Value, StringComparer.Ordinal).Select(order => $"{order.Id} {order.Version}"),
            .. world.Database.Tables.Stock.Items().Select(item => $"{item.Sku} {item.Received} {item.Available}"),
            .. world.Database.Tables.Stock.Holds().Select(row => $"{row.Sku} {row.OrderId} {row.Hold}"),
            $"{world.Database.Tables.Told.Count} notifications",
        ]);
}

/// <summary>The result of one seed; <paramref name="Starts"/> is the number of process starts.</summary>
sealed record RunResult(int Seed, long Steps, TimeSpan Took, string? Violation, string Trace, Plan Plan, int Starts);

namespace OrleansOrders.Simulation;

/// <summary>How the roles are spread over processes.</summary>
enum Topology
{
    /// <summary>Everything in one, as <c>run.sh</c> starts it.</summary>
    One,

    /// <summary>A process for each role.</summary>
    Split,

    /// <summary>Two processes with everything and an engine each, over one storage: every grain may be active twice, as after a partition.</summary>
    Twice,

    /// <summary>Two silos, two bridges and an API; now and then a grain is active on both silos.</summary>
    Many,
}

/// <summary>Kinds of trouble that come by chance, each on or off for a whole run.</summary>
enum Knob
{
    Pauses,
    SlowNetwork,
    ConfirmLost,
    ConfirmLate,
    PublishRefused,
    Reordered,
    UnmarkedRedelivery,
    DeliveredTwice,
    FailBefore,
    FailAfter,
    LateCommit,
    RolledBack,
    SlowStatement,
    CallLost,
    CallBroken,
    CancelLost,
    GatewayTrouble,
    ClockSkew,
}

/// <summary>How an order comes in.</summary>
enum OrderWay
{
    /// <summary>Over HTTP, with an id by the client, who repeats it until it is answered.</summary>
    OwnId,

    /// <summary>Over HTTP, without an id and with an idempotency key.</summary>
    Key,

    /// <summary>Over HTTP with neither: not repeated.</summary>
    NoId,

    /// <summary>Over the broker, from a producer of another system.</summary>
    Producer,
}

/// <summary>Something that somebody does to the system in a run: an order, a fault, a restock.</summary>
/// <param name="Number">Its place in the plan, by which it can be left out.</param>
/// <param name="At">When, since the beginning.</param>
/// <param name="Name">What, for people.</param>
/// <param name="Act">Does it, with a chance of its own: to leave out others does not change it.</param>
sealed record PlanItem(int Number, TimeSpan At, string Name, Action<World, Dice> Act);

/// <summary>What is going to happen in a run: which kinds of trouble come by chance, and who does what when. Follows from the seed.</summary>
sealed class Plan
{
    static readonly Knob[] AllKnobs = Enum.GetValues<Knob>();

    readonly HashSet<Knob> _knobs = [];

    Plan(Topology topology, TimeSpan trouble) => (Topology, Trouble) = (topology, trouble);

    public Topology Topology { get; }

    /// <summary>How long there is trouble.</summary>
    public TimeSpan Trouble { get; }

    public IReadOnlyList<PlanItem> Items { get; private init; } = [];

    /// <summary>The numbers of all that can be left out: kinds of trouble first, then what is done.</summary>
    public IReadOnlyList<int> Numbers { get; private init; } = [];

    /// <summary>The plan of a seed; only what <paramref name="keep"/> names, where it is given.</summary>
    public static Plan Of(int seed, IReadOnlySet<int>? keep = null)
    {
        var dice = new Dice(seed, "plan");
        var topology = dice.Of(Enum.GetValues<Topology>());
        var trouble = dice.Between(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(30));
        var density = dice.Of(0.0, 0.25, 0.5, 0.9);
        Knob[] knobs = [.. AllKnobs.Where(_ => dice.Chance(density))];
        PlanItem[] items = [.. PlanWriter.Write(dice, trouble, density > 0, AllKnobs.Length)];

        var plan = new Plan(topology, trouble)
        {
            Items = [.. items.Where(item => keep?.Contains(item.Number) ?? true)],
            Numbers = [.. knobs.Select(knob => (int)knob).Concat(items.Select(item => item.Number)).Where(number => keep?.Contains(number) ?? true)],
        };
        foreach (var knob in knobs)
        {
            if (keep?.Contains((int)knob) ?? true) plan._knobs.Add(knob);
        }

        return plan;
    }

    public bool Has(Knob knob) => _knobs.Contains(knob);

    public override string ToString() => string.Join(
        '\n',
        [$"{Topology}, {Trouble.TotalSeconds:0.0} s of trouble", .. _knobs.Select(knob => $"  {(int)knob}: {knob}"), .. Items.Select(item => $"  {item.Number}: at {item.At.TotalSeconds:0.000} {item.Name}")]);
}

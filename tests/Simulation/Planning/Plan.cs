namespace OrleansOrders.Simulation;

/// <summary>The distribution of the roles over processes.</summary>
enum Topology
{
    /// <summary>One process with all roles, as <c>run.sh</c> starts it.</summary>
    One,

    /// <summary>A process for each role.</summary>
    Split,

    /// <summary>Two processes with all roles and a silo each, over one storage: every grain may be active twice, as after a partition.</summary>
    Twice,

    /// <summary>Two silos, two bridges and an API; sometimes a grain is active on both silos.</summary>
    Many,
}

/// <summary>The random kinds of trouble, each on or off for a whole run.</summary>
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

/// <summary>The ways to place an order.</summary>
enum OrderWay
{
    /// <summary>Over HTTP, with the client's id; repeated until there is a reply.</summary>
    OwnId,

    /// <summary>Over HTTP, without an id and with an idempotency key.</summary>
    Key,

    /// <summary>Over HTTP, with neither: not repeated.</summary>
    NoId,

    /// <summary>Over the broker, from another system.</summary>
    Producer,
}

/// <summary>An action of a run: an order, a fault, a restock.</summary>
/// <param name="Number">Its number in the plan, by which it can be omitted.</param>
/// <param name="At">Its time since the beginning.</param>
/// <param name="Name">Its name for the trace.</param>
/// <param name="Act">Executes it, with its own random numbers: omitting other actions does not change it.</param>
sealed record PlanItem(int Number, TimeSpan At, string Name, Action<World, Dice> Act);

/// <summary>The plan of a run: the random kinds of trouble, and the actions with their times. Determined by the seed.</summary>
sealed class Plan
{
    static readonly Knob[] AllKnobs = Enum.GetValues<Knob>();

    readonly HashSet<Knob> _knobs = [];

    Plan(Topology topology, TimeSpan trouble) => (Topology, Trouble) = (topology, trouble);

    public Topology Topology { get; }

    /// <summary>Duration of the trouble.</summary>
    public TimeSpan Trouble { get; }

    public IReadOnlyList<PlanItem> Items { get; private init; } = [];

    /// <summary>The numbers of all parts that can be omitted: kinds of trouble first, then actions.</summary>
    public IReadOnlyList<int> Numbers { get; private init; } = [];

    /// <summary>The plan of a seed; only the parts in <paramref name="keep"/>, if given.</summary>
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

namespace OrleansOrders.Simulation;

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

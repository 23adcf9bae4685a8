namespace OrleansOrders.Simulation;

/// <summary>Random faults. After the trouble there are none.</summary>
sealed class Faults(World world, Dice dice)
{
    static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    /// <summary>Whether trouble is over.</summary>
    public bool AreOver { get; set; }

    public Dice Dice => dice;

    public bool Pauses => On(Knob.Pauses);

    public bool On(Knob knob) => !AreOver && world.Plan.Has(knob);

    public bool Happens(Knob knob, double probability) => On(knob) && dice.Chance(probability);

    /// <summary>Delay of a message.</summary>
    public TimeSpan Latency() => On(Knob.SlowNetwork) && dice.Chance(0.05)
        ? dice.Between(5 * Millisecond, 800 * Millisecond)
        : dice.Between(0.1 * Millisecond, 2 * Millisecond);

    /// <summary>Duration of a statement.</summary>
    public TimeSpan Work()
    {
        if (!Happens(Knob.SlowStatement, 0.05)) return dice.Between(0.2 * Millisecond, 3 * Millisecond);
        world.Probes.Hit(Probe.SlowStatement);
        return dice.Between(10 * Millisecond, 4000 * Millisecond);
    }
}

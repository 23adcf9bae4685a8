namespace OrleansOrders.Chaos;

/// <summary>
/// The faults of a seed: an endless, independent sequence for each target, so that faults of different targets overlap. The same seed gives the same
/// sequences.
/// </summary>
static class FaultSchedule
{
    static readonly FaultKind[] OfServers =
    [
        FaultKind.Kill, FaultKind.Stop, FaultKind.Pause, FaultKind.Cut, FaultKind.Partition, FaultKind.BlackHole, FaultKind.SlowLink, FaultKind.SlowDisk, FaultKind.FullDisk,
    ];

    /// <summary>The kinds of faults of each target.</summary>
    public static IReadOnlyDictionary<Target, FaultKind[]> Kinds { get; } = new Dictionary<Target, FaultKind[]>
    {
        [Target.Application] = [FaultKind.Kill, FaultKind.Stop, FaultKind.Pause],
        [Target.Broker] = OfServers,
        [Target.Database] = OfServers,
    };

    /// <summary>The kinds of faults of each target beside hostile traffic.</summary>
    public static IReadOnlyDictionary<Target, FaultKind[]> HostileKinds { get; } = new Dictionary<Target, FaultKind[]>
    {
        [Target.Application] = [FaultKind.MinuteAhead, FaultKind.MinuteBack, FaultKind.HourAhead, FaultKind.HourBack],
        [Target.Broker] = [FaultKind.FullDisk, FaultKind.MemoryAlarm],
        [Target.Database] = [FaultKind.ReadOnly],
    };

    /// <summary>The faults of one target, without end. Each kind comes once before any kind repeats.</summary>
    /// <param name="hostile">Whether these are <see cref="HostileKinds"/>.</param>
    public static IEnumerable<Fault> Of(Target target, int seed, bool hostile = false)
    {
        var random = new Random(HashOf(seed, (int)target));
        var kinds = (FaultKind[])(hostile ? HostileKinds : Kinds)[target].Clone();
        while (true)
        {
            random.Shuffle(kinds);
            foreach (var kind in kinds) yield return new(target, kind, Between(random, 3, 18), Lasting(kind, random));
        }
    }

    // Long enough to affect heartbeats, timeouts and retries; short enough for many in one run.
    static TimeSpan Lasting(FaultKind kind, Random random) => kind switch
    {
        FaultKind.Kill => Between(random, 0, 4),
        FaultKind.Stop => Between(random, 0, 6),
        FaultKind.Cut => Between(random, 0.5, 3),
        FaultKind.Pause => Between(random, 1, 10),
        FaultKind.Partition or FaultKind.BlackHole => Between(random, 2, 15),
        FaultKind.SlowLink or FaultKind.SlowDisk => Between(random, 3, 10),
        FaultKind.FullDisk or FaultKind.MemoryAlarm or FaultKind.ReadOnly => Between(random, 2, 8),
        FaultKind.MinuteAhead or FaultKind.MinuteBack or FaultKind.HourAhead or FaultKind.HourBack => Between(random, 5, 12),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    static TimeSpan Between(Random random, double least, double most) => TimeSpan.FromMilliseconds(Math.Round(1000 * (least + random.NextDouble() * (most - least))));

    /// <summary>A seed for a part of a run. The framework's string hashes would differ between processes.</summary>
    public static int HashOf(int seed, int part) => unchecked((int)((((uint)seed * 2654435761u) ^ ((uint)part * 0x9E3779B9u)) * 0x85EBCA6Bu));
}

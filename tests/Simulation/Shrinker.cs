namespace OrleansOrders.Simulation;

/// <summary>Removes the parts of a plan that are not needed for its failure.</summary>
static class Shrinker
{
    /// <summary>A minimal set of numbers that causes a violation; without any one of them there is none.</summary>
    public static IReadOnlyList<int> Shrink(RunResult failure)
    {
        int[] kept = [.. failure.Plan.Numbers];
        for (var chunk = Math.Max(1, kept.Length / 2); chunk >= 1; chunk = chunk == 1 ? 0 : chunk / 2)
        {
            for (var at = 0; at < kept.Length;)
            {
                int[] fewer = [.. kept[..at], .. kept[Math.Min(kept.Length, at + chunk)..]];
                if (Fails(failure.Seed, fewer)) kept = fewer;
                else at += chunk;
            }
        }

        return kept;
    }

    static bool Fails(int seed, int[] kept) => SeedRun.Of(seed, new(), keep: kept.ToHashSet()).Violation is not null;
}

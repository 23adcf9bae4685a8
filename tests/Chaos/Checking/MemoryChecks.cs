namespace OrleansOrders.Chaos;

/// <summary>
/// The memory of a process under constant traffic: the median of the last quarter of a run is within a fifth of the median of the second quarter. The
/// first quarter is the warm-up. A process that started later is not compared.
/// </summary>
static class MemoryChecks
{
    const double Tolerated = 0.2;
    const int FewestSamples = 5;

    public static IEnumerable<Finding> Of(IReadOnlyList<MemorySample> samples, string mustBeThere, TimeSpan time)
    {
        foreach (var growth in Growths(samples, time).Where(growth => growth.Ratio > 1 + Tolerated))
            yield return new(FindingKind.Violation, growth.Application, $"its memory is not flat: {growth}");
        if (Growths(samples, time).All(growth => growth.Application != mustBeThere)) yield return new(FindingKind.Violation, mustBeThere, "no process of it lived long enough to compare its memory");
    }

    /// <summary>The memory of each process that lived through both windows.</summary>
    public static IReadOnlyList<MemoryGrowth> Growths(IReadOnlyList<MemorySample> samples, TimeSpan time) =>
    [
        .. from sample in samples
           group sample by (sample.Application, sample.ProcessId) into process
           let early = process.Where(sample => sample.At >= time / 4 && sample.At < time / 2).ToList()
           let last = process.Where(sample => sample.At >= time * 3 / 4 && sample.At <= time).ToList()
           where early.Count >= FewestSamples && last.Count >= FewestSamples
           select new MemoryGrowth(process.Key.Application, Median(early, sample => sample.Bytes), Median(last, sample => sample.Bytes), Median(early, sample => sample.Heap), Median(last, sample => sample.Heap)),
    ];

    static long Median(List<MemorySample> samples, Func<MemorySample, long> of)
    {
        var values = samples.Select(of).Order().ToList();
        return values[values.Count / 2];
    }
}

/// <summary>Medians of a process's memory in bytes, in the second and the last quarter of a run.</summary>
sealed record MemoryGrowth(string Application, long Early, long Last, long EarlyHeap, long LastHeap)
{
    const double Mebi = 1024 * 1024;

    public double Ratio => (double)Last / Early;

    public override string ToString() => FormattableString.Invariant($"{Early / Mebi:0} MiB, later {Last / Mebi:0} MiB ({100 * (Ratio - 1):+0;-0;+0} %); managed {EarlyHeap / Mebi:0} MiB, later {LastHeap / Mebi:0} MiB");
}

/// <summary>A sample of a process's memory.</summary>
/// <param name="Application">Its name.</param>
/// <param name="ProcessId">Differs after each start.</param>
/// <param name="At">Time since the beginning of the run.</param>
/// <param name="Bytes">Resident memory.</param>
/// <param name="Heap">Managed memory after the last collection.</param>
sealed record MemorySample(string Application, int ProcessId, TimeSpan At, long Bytes, long Heap);

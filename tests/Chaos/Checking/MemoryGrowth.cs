namespace OrleansOrders.Chaos;

/// <summary>Medians of a process's memory in bytes, early and at the end of a run.</summary>
sealed record MemoryGrowth(string Application, long Early, long Last, long EarlyHeap, long LastHeap)
{
    const double Mebi = 1024 * 1024;

    public double Ratio => (double)Last / Early;

    public override string ToString() => FormattableString.Invariant($"{Early / Mebi:0} MiB, later {Last / Mebi:0} MiB ({100 * (Ratio - 1):+0;-0;+0} %); managed {EarlyHeap / Mebi:0} MiB, later {LastHeap / Mebi:0} MiB");
}

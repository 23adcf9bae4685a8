namespace OrleansOrders.Simulation;

/// <summary>Counts how often each rare branch was reached.</summary>
sealed class Probes
{
    readonly long[] _counts = new long[Enum.GetValues<Probe>().Length];

    public long this[Probe probe] => Interlocked.Read(ref _counts[(int)probe]);

    public int Reached => Enum.GetValues<Probe>().Count(probe => this[probe] > 0);

    public int Total => _counts.Length;

    public void Hit(Probe probe) => Interlocked.Increment(ref _counts[(int)probe]);

    public void Add(Probes other)
    {
        for (var i = 0; i < _counts.Length; i++) Interlocked.Add(ref _counts[i], other._counts[i]);
    }
}

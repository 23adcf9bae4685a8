namespace OrleansOrders.Bench;

/// <summary>Every sample of a run, in milliseconds; percentiles are exact.</summary>
sealed class Latencies(IEnumerable<double> milliseconds)
{
    readonly double[] _sorted = [.. milliseconds.Order()];

    public int Count => _sorted.Length;

    /// <summary>The smallest sample that a share of <paramref name="percent"/> does not exceed; NaN without samples.</summary>
    public double Percentile(double percent) =>
        _sorted.Length == 0 ? double.NaN : _sorted[Math.Clamp((int)Math.Ceiling(_sorted.Length * percent / 100) - 1, 0, _sorted.Length - 1)];
}

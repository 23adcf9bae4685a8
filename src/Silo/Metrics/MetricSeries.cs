namespace OrleansOrders.Silo;

/// <summary>The values of one metric for one set of tags.</summary>
sealed class MetricSeries(double[] bounds)
{
    readonly Lock _lock = new();
    readonly long[] _buckets = new long[bounds.Length];
    double _sum;
    long _count;

    public IReadOnlyList<double> Bounds => bounds;

    public void Set(double value)
    {
        lock (_lock) _sum = value;
    }

    public void Add(double value)
    {
        lock (_lock)
        {
            _sum += value;
            _count++;
            for (var i = 0; i < bounds.Length; i++)
            {
                if (value > bounds[i]) continue;
                _buckets[i]++;
                break;
            }
        }
    }

    /// <summary>A consistent snapshot; the buckets are not cumulative.</summary>
    public (double Sum, long Count, long[] Buckets) Read()
    {
        lock (_lock) return (_sum, _count, [.. _buckets]);
    }
}

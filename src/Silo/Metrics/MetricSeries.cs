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

    /// <summary>All of it at one instant; the buckets are not yet added up.</summary>
    public (double Sum, long Count, long[] Buckets) Read()
    {
        lock (_lock) return (_sum, _count, [.. _buckets]);
    }
}

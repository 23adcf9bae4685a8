using Microsoft.Extensions.Options;

namespace OrleansOrders.Silo;

/// <summary>
/// Numbers that are expensive and change slowly. They are read at most once per <see cref="HealthOptions.StatisticsAge"/>, regardless of
/// the number of callers.
/// </summary>
sealed class Statistic<T>(Func<CancellationToken, Task<T>> read, IOptions<HealthOptions> options, TimeProvider clock) : IDisposable
    where T : class
{
    readonly SemaphoreSlim _reading = new(1, 1);
    T? _value;
    long? _at;

    /// <summary>Null if they could not be read within <see cref="HealthOptions.Timeout"/>.</summary>
    public async Task<T?> Get(CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            if (_at is not { } at || clock.GetElapsedTime(at) >= options.Value.StatisticsAge) (_value, _at) = (await Read(ct), clock.GetTimestamp());
            return _value;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    async Task<T?> Read(CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            return await read(either.Token).WaitAsync(either.Token);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }
}

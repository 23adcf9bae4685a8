namespace OrleansOrders.Silo;

/// <summary>
/// Caches a value for a while; one caller refreshes it while the others wait. For values that are expensive and change slowly.
/// </summary>
sealed class Cached<T>(TimeSpan age, TimeProvider clock) : IDisposable
{
    readonly SemaphoreSlim _asking = new(1, 1);
    T? _value;
    long _at;
    bool _known;

    /// <summary>Returns the value, not older than the maximum age. A failure is thrown and not cached.</summary>
    public async Task<T> Get(Func<CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        await _asking.WaitAsync(ct);
        try
        {
            if (!_known || clock.GetElapsedTime(_at) >= age)
            {
                _value = await ask(ct);
                _at = clock.GetTimestamp();
                _known = true;
            }

            return _value!;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();
}

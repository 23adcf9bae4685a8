namespace OrleansOrders.Silo;

/// <summary>Keeps an answer for a while, and lets one caller ask while the others wait for it. For answers that cost more than they change.</summary>
sealed class Cached<T>(TimeSpan age, TimeProvider clock) : IDisposable
{
    readonly SemaphoreSlim _asking = new(1, 1);
    T? _value;
    long _at;
    bool _known;

    /// <summary>The answer, at most so old. A failure is the caller's and is not kept.</summary>
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

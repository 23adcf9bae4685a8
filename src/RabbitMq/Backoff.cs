namespace OrleansOrders;

/// <summary>
/// Delays between attempts: <paramref name="first"/>, doubled after each failure up to <paramref name="longest"/>. Each is shortened at random by up to half, so that
/// processes that lost the same server do not reconnect at the same moment.
/// </summary>
/// <param name="jitter">A number from 0, which shortens nothing, to 1 (exclusive).</param>
sealed class Backoff(TimeSpan first, TimeSpan longest, Jitter jitter)
{
    TimeSpan? _last;

    /// <summary>The delay before the next attempt.</summary>
    public TimeSpan Next()
    {
        var wait = _last is not { } last ? first : last * 2 < longest ? last * 2 : longest;
        _last = wait;
        return wait * (1 - (jitter() / 2));
    }

    /// <summary>Starts again with the first delay, after a success.</summary>
    public void Reset() => _last = null;
}

/// <summary>The source of a back-off's randomness; a number from 0 to 1 (exclusive).</summary>
delegate double Jitter();

namespace OrleansOrders.Chaos;

/// <summary>The times at which clients act and give up.</summary>
/// <param name="Stop">No new operation begins.</param>
/// <param name="GiveUp">Outcomes that are still unknown stay unknown.</param>
sealed record Pace(CancellationToken Stop, CancellationToken GiveUp)
{
    /// <summary>A pause between two operations; without it the load would saturate the machine.</summary>
    public Task ThinkAsync(Random random, int most = 150) => PassAsync(TimeSpan.FromMilliseconds(random.Next(20, most)), Stop);

    /// <summary>Repeats a request with an unknown outcome until the outcome is known.</summary>
    public async Task<Reply> UntilKnownAsync(Func<Task<Reply>> attempt, Random random)
    {
        var reply = await attempt();
        while (reply.Outcome is Outcome.Unknown && !GiveUp.IsCancellationRequested)
        {
            await PassAsync(TimeSpan.FromMilliseconds(random.Next(100, 600)), GiveUp);
            if (!GiveUp.IsCancellationRequested) reply = await attempt();
        }

        return reply;
    }

    /// <summary>Waits, or returns early without an error when it is stopped.</summary>
#pragma warning disable RS0030 // Chaos runs on the thread pool.
    public static async Task PassAsync(TimeSpan time, CancellationToken stop) => await Task.Delay(time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
#pragma warning restore RS0030
}

/// <summary>Acknowledged orders, which any client may read, cancel and pay.</summary>
sealed class Board
{
    const int Remembered = 2_000;

    readonly Lock _lock = new();
    readonly List<(string Id, string? Token)> _orders = [];

    public void Add(string orderId, string? token)
    {
        lock (_lock)
        {
            if (_orders.Count == Remembered) _orders.RemoveRange(0, Remembered / 2);
            _orders.Add((orderId, token));
        }
    }

    /// <summary>One of the orders, more likely a new one; null while there is none.</summary>
    public (string Id, string? Token)? Pick(Random random)
    {
        lock (_lock)
        {
            if (_orders.Count == 0) return null;
            var back = (int)(_orders.Count * Math.Pow(random.NextDouble(), 3));
            return _orders[_orders.Count - 1 - Math.Min(back, _orders.Count - 1)];
        }
    }
}

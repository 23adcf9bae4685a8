namespace OrleansOrders.Chaos;

/// <summary>When clients act, and when they give up.</summary>
/// <param name="Stop">No new deed begins.</param>
/// <param name="GiveUp">What is not known by now stays unknown.</param>
sealed record Pace(CancellationToken Stop, CancellationToken GiveUp)
{
    /// <summary>What a client does between two deeds; without it the load would only measure the machine.</summary>
    public Task ThinkAsync(Random random, int most = 150) => PassAsync(TimeSpan.FromMilliseconds(random.Next(20, most)), Stop);

    /// <summary>Asks again, as a client does that was told nothing, until it knows.</summary>
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

    /// <summary>Waits, or until it is stopped, which is no error.</summary>
#pragma warning disable RS0030 // Chaos runs on the thread pool.
    public static async Task PassAsync(TimeSpan time, CancellationToken stop) => await Task.Delay(time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
#pragma warning restore RS0030
}

/// <summary>Orders that were acknowledged, for everybody to look at, to withdraw and to pay for.</summary>
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

    /// <summary>One of them, more likely a new one; null while there is none.</summary>
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

namespace OrleansOrders.Chaos;

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

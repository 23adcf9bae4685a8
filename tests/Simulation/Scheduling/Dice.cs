namespace OrleansOrders.Simulation;

/// <summary>One stream of random numbers; equal seeds and names give equal streams.</summary>
sealed class Dice(int seed, string name)
{
    readonly Random _random = new(unchecked((int)(Stable(name) * 31 + (uint)seed * 2654435761u)));

    /// <summary>The underlying generator.</summary>
    public Random Random => _random;

    public bool Chance(double probability) => probability > 0 && _random.NextDouble() < probability;

    public int Below(int limit) => _random.Next(limit);

    public int Between(int from, int to) => _random.Next(from, to + 1);

    public TimeSpan Between(TimeSpan from, TimeSpan to) => from + TimeSpan.FromTicks((long)((to - from).Ticks * _random.NextDouble()));

    public T Of<T>(params IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    static uint Stable(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text) hash = unchecked((hash ^ letter) * 16777619u);
        return hash;
    }
}

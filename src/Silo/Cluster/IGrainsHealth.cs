namespace OrleansOrders.Silo;

/// <summary>Whether grains can be called from this process.</summary>
interface IGrainsHealth
{
    /// <summary>Null when they can; else what is wrong, as a kind and not as a failure's own text.</summary>
    string? Trouble { get; }
}

namespace OrleansOrders.Contracts;

/// <summary>What we take for JSON, over HTTP and over the broker.</summary>
public static class JsonLimits
{
    /// <summary>Largest body, in bytes: an order of 500 lines needs about a quarter of it.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Deepest nesting of objects and arrays.</summary>
    public const int MaxDepth = 32;

    /// <summary>Most wrong fields named; one more entry says how many there are beyond.</summary>
    public const int MaxErrors = 50;
}

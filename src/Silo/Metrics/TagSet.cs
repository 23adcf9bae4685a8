namespace OrleansOrders.Silo;

/// <summary>Tags in the order in which they were given.</summary>
sealed class TagSet(KeyValuePair<string, object?>[] tags)
{
    /// <summary>Stands for all that are beyond the bound.</summary>
    public static TagSet Overflow { get; } = new([new("otel_metric_overflow", "true")]);

    public ReadOnlySpan<KeyValuePair<string, object?>> Tags => tags;

    public static TagSet Of(ReadOnlySpan<KeyValuePair<string, object?>> tags) => new([.. tags]);
}

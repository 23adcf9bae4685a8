namespace OrleansOrders.Silo;

/// <summary>Tags in their given order.</summary>
sealed class TagSet(KeyValuePair<string, object?>[] tags)
{
    /// <summary>Represents all combinations above the limit.</summary>
    public static TagSet Overflow { get; } = new([new("otel_metric_overflow", "true")]);

    public ReadOnlySpan<KeyValuePair<string, object?>> Tags => tags;

    public static TagSet Of(ReadOnlySpan<KeyValuePair<string, object?>> tags) => new([.. tags]);
}

/// <summary>Compares tag sets by their tags.</summary>
sealed class TagSetComparer : IEqualityComparer<TagSet>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, TagSet>
{
    public static TagSetComparer Instance { get; } = new();

    public bool Equals(TagSet? x, TagSet? y) => ReferenceEquals(x, y) || (x is not null && y is not null && Equals(x.Tags, y));

    public int GetHashCode(TagSet obj) => GetHashCode(obj.Tags);

    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, TagSet other)
    {
        if (alternate.Length != other.Tags.Length) return false;
        for (var i = 0; i < alternate.Length; i++)
        {
            if (alternate[i].Key != other.Tags[i].Key || !Equals(alternate[i].Value, other.Tags[i].Value)) return false;
        }

        return true;
    }

    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
    {
        var hash = default(HashCode);
        foreach (var (key, value) in alternate)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    public TagSet Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => TagSet.Of(alternate);
}

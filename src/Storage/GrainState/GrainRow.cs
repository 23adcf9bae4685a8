namespace OrleansOrders.Storage;

/// <summary>One grain's state as a row. Equal by kind and key alone, which is what may not travel twice in one statement.</summary>
/// <param name="Kind">The state's name.</param>
/// <param name="Key">The grain's key.</param>
/// <param name="Version">For a write: the version it replaces, 0 for none. Read: the version stored, 0 for none.</param>
/// <param name="State">UTF-8 JSON; null for a cleared record, or when only the row is named.</param>
sealed record GrainRow(string Kind, string Key, int Version = 0, byte[]? State = null)
{
    public bool Equals(GrainRow? other) =>
        other is not null && string.Equals(Key, other.Key, StringComparison.Ordinal) && string.Equals(Kind, other.Kind, StringComparison.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Kind, Key);
}

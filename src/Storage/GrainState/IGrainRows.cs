using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Storage;

/// <summary>
/// Statements on the rows of <c>grain_state</c>, each for many rows. Each statement is atomic. After an exception its outcome is unknown,
/// unless <see cref="PostgresErrors"/> classifies it.
/// </summary>
interface IGrainRows
{
    /// <summary>The requested rows in the given order; null for a missing row.</summary>
    Task<GrainRow?[]> Read(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken);

    /// <summary>The stored versions in the given order; 0 for a missing row.</summary>
    Task<int[]> ReadVersions(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken);

    /// <summary>Writes the rows whose version matches, in one commit. Returns those rows, by kind and key.</summary>
    Task<HashSet<GrainRow>> Write(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken);

    /// <summary>Deletes the row if its version matches.</summary>
    Task<bool> Delete(GrainRow row, CancellationToken cancellationToken);

    /// <summary>Converts a failure of a statement into the exception for callers.</summary>
    Exception Explain(Exception failure);
}

/// <summary>One grain's state as a row. Equality uses only kind and key: one statement must not contain the same row twice.</summary>
/// <param name="Kind">The state's name.</param>
/// <param name="Key">The grain's key.</param>
/// <param name="Version">
/// For a write: the version to replace, 0 if there is none. For a read: the stored version, 0 if there is none.
/// </param>
/// <param name="State">UTF-8 JSON; null for a cleared record, or if only the row is identified.</param>
sealed record GrainRow(string Kind, string Key, int Version = 0, byte[]? State = null)
{
    public bool Equals(GrainRow? other) =>
        other is not null && string.Equals(Key, other.Key, StringComparison.Ordinal) && string.Equals(Kind, other.Kind, StringComparison.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Kind, Key);
}

/// <summary>The ETag of a record is its version as text; version 0 has no ETag.</summary>
static class GrainETag
{
    public static string Of(int version) => version.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="ArgumentException">The ETag was not issued by this storage.</exception>
    public static int Version(string? etag) =>
        etag is null ? 0
        : int.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? version
        : throw new ArgumentException($"'{etag}' is not an ETag of this storage.", nameof(etag));

    public static InconsistentStateException Conflict(string operation, string kind, GrainId grainId, int stored, int current) =>
        new(
            $"Version conflict ({operation}) on {kind} of {grainId}: the record is at version {stored}, the grain at {current}.",
            Of(stored),
            Of(current));
}

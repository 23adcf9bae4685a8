using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Storage;

/// <summary>
/// The rows of <c>grain_state</c>, as statements for many of them. Each statement is atomic. An exception leaves open whether it happened, unless
/// <see cref="PostgresErrors"/> can tell from it.
/// </summary>
interface IGrainRows
{
    /// <summary>The rows asked for, in their order; null where there is none.</summary>
    Task<GrainRow?[]> Read(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken);

    /// <summary>The stored versions, in the order of the rows; 0 where there is none.</summary>
    Task<int[]> ReadVersions(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken);

    /// <summary>Writes those whose version fits, in one commit; returns them, named by kind and key.</summary>
    Task<HashSet<GrainRow>> Write(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken);

    /// <summary>Deletes the row if its version fits.</summary>
    Task<bool> Delete(GrainRow row, CancellationToken cancellationToken);

    /// <summary>A failure of a statement as callers are to see it.</summary>
    Exception Explain(Exception failure);
}

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

/// <summary>The ETag of a record is its version as text; none is version 0.</summary>
static class GrainETag
{
    public static string Of(int version) => version.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="ArgumentException">It is none that this storage gave out.</exception>
    public static int Version(string? etag) =>
        etag is null ? 0
        : int.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? version
        : throw new ArgumentException($"'{etag}' is no ETag of this storage.", nameof(etag));

    public static InconsistentStateException Conflict(string operation, string kind, GrainId grainId, int stored, int current) =>
        new(
            $"Version conflict ({operation}) on {kind} of {grainId}: the record is at version {stored}, the grain at {current}.",
            Of(stored),
            Of(current));
}

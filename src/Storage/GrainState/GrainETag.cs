using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Storage;

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

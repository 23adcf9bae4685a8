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

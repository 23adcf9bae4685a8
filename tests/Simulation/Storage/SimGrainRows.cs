using OrleansOrders.Storage;

namespace OrleansOrders.Simulation;

/// <summary>The port of the real grain storage, in front of the simulated tables.</summary>
sealed class SimGrainRows(ISimStatements statements, SimTables tables) : IGrainRows
{
    public Task<GrainRow?[]> Read(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken) =>
        statements.Run($"read of {rows.Count} grains", () => rows.Select(tables.Find).ToArray());

    public Task<int[]> ReadVersions(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken) =>
        statements.Run($"read of {rows.Count} versions", () => rows.Select(tables.VersionOf).ToArray());

    public Task<HashSet<GrainRow>> Write(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken) =>
        statements.Run($"write of {rows.Count} grains", () => tables.Tell(tables.Write(rows)));

    public Task<bool> Delete(GrainRow row, CancellationToken cancellationToken) => statements.Run("delete of a grain", () => tables.Delete(row));

    public Exception Explain(Exception failure) => failure;
}

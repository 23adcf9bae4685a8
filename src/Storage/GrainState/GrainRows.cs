using Npgsql;
using NpgsqlTypes;

namespace OrleansOrders.Storage;

/// <summary>The statements on <c>grain_state</c>. Each handles many rows.</summary>
sealed class GrainRows(NpgsqlDataSource dataSource) : IGrainRows
{
    // Wrapped in a select, the arrays are not constants. Otherwise the planner would estimate a custom plan by their length and prefer it
    // on every call: docs/tuning.md, "Generic plans".
    const string Named = "unnest((select $1), (select $2)) with ordinality as i (kind, key, n) ";

    const string ReadSql =
        "select i.n, g.version, g.state from " + Named +
        "cross join lateral (select version, state from grain_state where kind = i.kind and key = i.key limit 1) g";

    const string VersionsSql =
        "select i.n, g.version from " + Named +
        "cross join lateral (select version from grain_state where kind = i.kind and key = i.key limit 1) g";

    const string WriteSql = "select kind, key from grain_write($1, $2, $3, $4)";
    const string DeleteSql = "delete from grain_state where kind = $1 and key = $2 and version = $3 returning version";

    /// <inheritdoc />
    public async Task<GrainRow?[]> Read(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken)
    {
        var found = await dataSource.Run(
            ReadSql,
            command => Name(command, rows),
            row => (At: (int)row.GetInt64(0) - 1, Version: row.GetInt32(1), State: row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2)),
            cancellationToken);
        var result = new GrainRow?[rows.Count];
        foreach (var (at, version, state) in found) result[at] = rows[at] with { Version = version, State = state };
        return result;
    }

    /// <inheritdoc />
    public async Task<int[]> ReadVersions(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken)
    {
        var found = await dataSource.Run(
            VersionsSql, command => Name(command, rows), row => (At: (int)row.GetInt64(0) - 1, Version: row.GetInt32(1)), cancellationToken);
        var result = new int[rows.Count];
        foreach (var (at, version) in found) result[at] = version;
        return result;
    }

    /// <inheritdoc />
    public async Task<HashSet<GrainRow>> Write(IReadOnlyList<GrainRow> rows, CancellationToken cancellationToken)
    {
        // Always in the same order, so that two statements that share rows cannot deadlock.
        var sorted = rows.OrderBy(row => row.Kind, StringComparer.Ordinal).ThenBy(row => row.Key, StringComparer.Ordinal).ToArray();
        var written = await dataSource.Write(
            WriteSql,
            command => Name(command, sorted)
                .WithMany(NpgsqlDbType.Integer, Array.ConvertAll(sorted, row => row.Version))
                .WithMany(NpgsqlDbType.Jsonb, Array.ConvertAll(sorted, row => row.State!)),
            row => new GrainRow(row.GetString(0), row.GetString(1)),
            cancellationToken);
        return [.. written];
    }

    /// <inheritdoc />
    public async Task<bool> Delete(GrainRow row, CancellationToken cancellationToken)
    {
        var deleted = await dataSource.Write(
            DeleteSql, command => command.With(row.Kind).With(row.Key).With(row.Version), reader => reader.GetInt32(0), cancellationToken);
        return deleted.Count == 1;
    }

    /// <inheritdoc />
    public Exception Explain(Exception failure) => PostgresErrors.Translate(dataSource, failure);

    static NpgsqlCommand Name(NpgsqlCommand command, IReadOnlyList<GrainRow> rows) => command
        .WithMany(NpgsqlDbType.Text, rows.Select(row => row.Kind).ToArray())
        .WithMany(NpgsqlDbType.Text, rows.Select(row => row.Key).ToArray());
}

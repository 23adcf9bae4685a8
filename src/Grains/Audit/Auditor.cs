using System.Data;
using Npgsql;

namespace OrleansOrders.Grains;

/// <summary>
/// Asks the whole database whether every invariant holds, with one query an invariant, all of them over the same snapshot. What is still under way
/// (an order written whose items are told right now) is given the grace to settle.
/// </summary>
public sealed class Auditor(NpgsqlDataSource dataSource, TimeProvider clock)
{
    /// <summary>Most violations named of one invariant: who has more has one problem, not a thousand.</summary>
    public const int MaxViolations = 100;

    // An audit reads everything; it may take longer than any other statement.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The report. <paramref name="grace"/> is how long something may take to settle; zero asks a system at rest.
    /// <see cref="StorageUnavailableException"/> when the database is away.
    /// </summary>
    public async Task<AuditReport> Run(TimeSpan grace, CancellationToken cancellationToken)
    {
        var settled = clock.GetUtcNow().UtcDateTime - grace;
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

            // This connection's sessions are tuned for lookups by key; an audit reads whole tables.
            await Execute(connection, "set transaction read only", cancellationToken);
            await Execute(connection, "set local enable_seqscan = on; set local work_mem = '64MB'", cancellationToken);
            var violations = new List<AuditViolation>();
            foreach (var check in AuditChecks.All) violations.AddRange(await Find(connection, check, settled, cancellationToken));

            return new()
            {
                Orders = await Count(connection, "select count(*) from orders", cancellationToken),
                Items = await Count(connection, "select count(*) from item", cancellationToken),
                Holds = await Count(connection, "select count(*) from hold", cancellationToken),
                Violations = violations,
            };
        }
        catch (Exception exception) when (PostgresErrors.Translate(dataSource, exception) is var translated && translated != exception)
        {
            throw translated;
        }
    }

    static async Task<List<AuditViolation>> Find(NpgsqlConnection connection, AuditCheck check, DateTime settled, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, $"select subject, detail from ({check.Sql}) v (subject, detail) limit {MaxViolations}");
        if (check.Sql.Contains("$1", StringComparison.Ordinal)) command.Parameters.Add(new() { Value = settled });
        var found = new List<AuditViolation>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) found.Add(new(check.Invariant, rows.GetString(0), rows.GetString(1)));
        return found;
    }

    static async Task<long> Count(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    static NpgsqlCommand Command(NpgsqlConnection connection, string sql) => new(sql, connection) { CommandTimeout = (int)Patience.TotalSeconds };
}

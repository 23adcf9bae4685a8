using System.Data;
using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>
/// Checks every invariant on the whole database, with one query per invariant, all on the same snapshot. Work in progress (such as a stored
/// order whose items are being notified) is given a grace period to settle. Dead letters are read only if an order is stuck. One audit runs
/// at a time across all processes that share the schema. <paramref name="dataSource"/> comes from
/// <see cref="StorageDataSource.CreateForAudits"/>.
/// </summary>
public sealed class Auditor(NpgsqlDataSource dataSource, IDeadLetteredOrders deadLetters, TimeProvider clock)
{
    /// <summary>Largest number of violations reported per invariant: more of them usually have the same cause.</summary>
    public const int MaxViolations = 100;

    // The end of the transaction releases the lock. (A session that is read-only by default would look like a standby to the driver.)
    const string TakeTurn = "set transaction read only; select pg_try_advisory_xact_lock(hashtextextended(current_schema() || '/audit', 0))";

    /// <summary>
    /// Runs one audit. <paramref name="grace"/> is the time that work in progress has to settle; zero is for a system at rest. Throws
    /// <see cref="AuditBusyException"/> while another audit runs, <see cref="StorageUnavailableException"/> if the database is unavailable
    /// or a statement exceeded its limit, and any exception of <see cref="IDeadLetteredOrders"/>.
    /// </summary>
    public async Task<AuditReport> Run(TimeSpan grace, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var settled = at.UtcDateTime - grace;
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await using (var turn = new NpgsqlCommand(TakeTurn, connection))
            {
                if (await turn.ExecuteScalarAsync(cancellationToken) is not true) throw new AuditBusyException();
            }

            var suspects = new Dictionary<string, string[]>();
            var violations = new List<AuditViolation>();
            foreach (var check in AuditChecks.All)
            {
                if (check.Suspects is { } quick && !suspects.ContainsKey(quick)) suspects[quick] = await Suspects(connection, quick, cancellationToken);
                var among = check.Suspects is null ? [] : suspects[check.Suspects];
                var found = await Find(connection, check, settled, [], among, cancellationToken);
                if (found.Count > 0 && check.Sql.Contains("@excused", StringComparison.Ordinal))
                {
                    var excused = await deadLetters.Find(cancellationToken);
                    found = await Find(connection, check, settled, [.. excused.Select(GrainKeys.Of)], among, cancellationToken);
                }

                violations.AddRange(found);
            }

            return new()
            {
                At = at,
                Grace = grace,
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

    static async Task<List<AuditViolation>> Find(
        NpgsqlConnection connection, AuditCheck check, DateTime settled, string[] excused, string[] suspects, CancellationToken cancellationToken)
    {
        // Materialized: otherwise the limit makes the planner optimise for the first few rows, but usually there are none.
        await using var command = new NpgsqlCommand(
            $"with v (subject, detail) as materialized ({check.Sql}) select subject, detail from v limit {MaxViolations}", connection);
        command.Parameters.Add(new("settled", settled));
        command.Parameters.Add(new("excused", excused));
        command.Parameters.Add(new("suspects", suspects));
        command.Parameters.Add(new("keys", Array.ConvertAll(suspects, id => "order:" + id)));
        var found = new List<AuditViolation>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) found.Add(new(check.Invariant, rows.GetString(0), rows.GetString(1)));
        return found;
    }

    static async Task<string[]> Suspects(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return [.. await command.ReadAll(row => row.GetString(0), cancellationToken)];
    }

    static async Task<long> Count(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}

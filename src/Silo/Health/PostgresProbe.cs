using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OrleansOrders.Domain;

namespace OrleansOrders.Silo;

/// <summary>Queries the database; the cost does not depend on the amount of data.</summary>
interface IDatabaseProbe
{
    /// <summary>
    /// Null if the database responds and accepts writes; otherwise the kind of problem: <c>read_only</c> or <c>writes_fail</c>.
    /// </summary>
    Task<string?> Trouble(CancellationToken ct);

    /// <summary>Numbers of stored entities.</summary>
    Task<CountsView> Count(CancellationToken ct);
}

/// <summary>Queries PostgreSQL, on sessions of both pools.</summary>
sealed class PostgresProbe(
    NpgsqlDataSource database, [FromKeyedServices(nameof(ClusterSettings))] NpgsqlDataSource members, PostgresSessions sessions) : IDatabaseProbe
{
    /// <summary>Maximum number of rows read per table: some milliseconds.</summary>
    const int Bound = 10_000;

    // Each is ordered by an index, so that no more rows are read than counted.
    static readonly string CountSql = FormattableString.Invariant($"""
        select 'order', status, count(*) from (select status from orders order by created_at desc limit {Bound}) o group by status
        union all select 'item', '', count(*) from (select 1 from inventory order by sku limit {Bound}) i
        union all select 'notification', '', count(*) from (select 1 from notification order by seq desc limit {Bound}) n
        """);

    public async Task<string?> Trouble(CancellationToken ct)
    {
        if (await TakesNoWrites(database, ct) || await TakesNoWrites(members, ct)) return "read_only";
        return sessions.WritesFail ? "writes_fail" : null;
    }

    public async Task<CountsView> Count(CancellationToken ct)
    {
        var orders = EnumNames.All<OrderStatus>().ToDictionary(name => name, _ => 0L, StringComparer.Ordinal);
        long items = 0;
        long notifications = 0;
        await using var command = database.CreateCommand(CountSql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var count = reader.GetInt64(2);
            switch (reader.GetString(0))
            {
                case "order":
                    orders[reader.GetString(1)] = count;
                    break;
                case "item":
                    items = count;
                    break;
                default:
                    notifications = count;
                    break;
            }
        }

        return new(orders, items, notifications, Bound);
    }

    // A session that was opened before a failover stays connected to the old primary. A new session decides.
    static async Task<bool> TakesNoWrites(NpgsqlDataSource pool, CancellationToken ct)
    {
        if (!await IsReadOnly(pool, ct)) return false;
        PostgresSessions.Of(pool).Renew();
        return await IsReadOnly(pool, ct);
    }

    static async Task<bool> IsReadOnly(NpgsqlDataSource pool, CancellationToken ct)
    {
        await using var command = pool.CreateCommand("select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on'");
        return await command.ExecuteScalarAsync(ct) is true;
    }
}

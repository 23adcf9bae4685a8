using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.Storage;

namespace OrleansOrders.Silo;

/// <summary>Asks the database; every answer costs the same however much is stored.</summary>
interface IDatabaseProbe
{
    /// <summary>Null when the database answers and takes writes; else what is wrong, as a kind: <c>read_only</c> or <c>writes_fail</c>.</summary>
    Task<string?> Trouble(CancellationToken ct);

    /// <summary>What there is.</summary>
    Task<CountsView> Count(CancellationToken ct);
}

/// <summary>Asks PostgreSQL, on sessions of both pools.</summary>
sealed class PostgresProbe(
    NpgsqlDataSource database, [FromKeyedServices(nameof(ClusterSettings))] NpgsqlDataSource members, PostgresSessions sessions) : IDatabaseProbe
{
    /// <summary>Rows read at most of each table: some milliseconds.</summary>
    const int Bound = 10_000;

    // Ordered by an index each, so that none of them reads more than is counted.
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
        var orders = EnumNames<OrderStatus>.All.ToDictionary(name => name, _ => 0L, StringComparer.Ordinal);
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

    // A session that was opened before a failover stays with the old primary. A new session decides.
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

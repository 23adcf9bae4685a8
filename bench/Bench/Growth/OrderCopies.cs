using Npgsql;

namespace OrleansOrders.Bench;

/// <summary>
/// Fills a database with orders that are through: copies, as rows, of some that went through the system itself, with their holds, their notifications and
/// the stock they took. Each copy lies an hour before the one made before it. No process may be at work meanwhile.
/// </summary>
/// <param name="dataSource">The database.</param>
/// <param name="samples">How many orders there are to copy.</param>
sealed class OrderCopies(NpgsqlDataSource dataSource, long samples)
{
    /// <summary>Orders that one transaction writes, about.</summary>
    const long Portion = 200_000;

    // Looked up once: to find them again in tables that grow would take longer each time.
    const string Samples =
        """
        create temp table sample_orders as select * from grain_state where kind = 'order' order by key;
        create temp table sample_holds as select * from hold order by order_id, sku;
        create temp table sample_notifications as select * from notification order by seq;
        create temp table sample_taken as select sku, sum(quantity) as quantity from hold where not released group by sku
        """;

    const string Orders =
        """
        insert into grain_state (kind, key, version, updated_at, customer_id, status, created_at, expires_at, is_open, ended, state)
        select s.kind, 'order:g' || n || '-' || substr(s.key, 7), s.version, s.updated_at, s.customer_id, s.status, t.created_at, s.expires_at, s.is_open, s.ended,
          s.state || jsonb_build_object('order_id', 'g' || n || '-' || substr(s.key, 7), 'created_at', t.created_at)
        from generate_series($1::bigint, $2::bigint) n, sample_orders s
        cross join lateral (select to_char((s.created_at::timestamptz - n * interval '1 hour') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at) t
        """;

    const string Holds =
        """
        insert into hold (order_id, sku, quantity, released)
        select 'g' || n || '-' || s.order_id, s.sku, s.quantity, s.released from generate_series($1::bigint, $2::bigint) n, sample_holds s
        """;

    const string Notifications =
        """
        insert into notification (event_id, customer_id, order_id, kind, body, at, version)
        select 'g' || n || '-' || s.event_id, s.customer_id, 'g' || n || '-' || s.order_id, s.kind, s.body, s.at, s.version
        from generate_series($1::bigint, $2::bigint) n, sample_notifications s
        """;

    const string Stock =
        """
        update item set available = available - s.quantity * ($2::bigint - $1::bigint + 1), version = version + 1
        from sample_taken s where s.sku = item.sku
        """;

    /// <summary>Copies until there are about <paramref name="orders"/> orders, and leaves the tables as if they had been so for long.</summary>
    public async Task Fill(long orders, Action<string> say)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await Execute(connection, Samples);
        var (copies, each) = (orders / samples, Math.Max(1, Portion / samples));
        for (var first = 1L; first <= copies; first += each)
        {
            var last = Math.Min(copies, first + each - 1);
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var sql in new[] { Orders, Holds, Notifications, Stock }) await Execute(connection, sql, first, last);
            await transaction.CommitAsync();
            say(FormattableString.Invariant($"{last * samples:#,0} of {orders:#,0} orders"));
        }

        await Execute(connection, "vacuum (analyze)");
        await Execute(connection, "checkpoint");
    }

    static async Task Execute(NpgsqlConnection connection, string sql, params long[] numbers)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var number in numbers) command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        await command.ExecuteNonQueryAsync();
    }
}

using System.Globalization;
using Npgsql;

namespace OrleansOrders.Storage.Tests;

/// <summary>What an audit may cost, whatever clients ordered and however many ask for it.</summary>
public sealed class AuditLimitsTests
{
    const string Sessions = "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'orleans-orders-audit'";

    [ServerFact]
    public async Task Orders_of_five_hundred_long_skus_are_audited_within_the_limit_of_a_statement()
    {
        await using var database = await StorageDatabase.CreateAsync();
        await FatOrders.AddAsync(database, 20);
        await using var limited = Limited(database, seconds: 20);

        var report = await AuditorOf(limited).Run(TimeSpan.Zero, default);

        Assert.Empty(report.Violations);
        Assert.Equal(20, report.Orders);
    }

    [ServerFact]
    public async Task Such_orders_that_are_all_wrong_are_checked_within_it_too()
    {
        await using var database = await StorageDatabase.CreateAsync();
        await FatOrders.AddAsync(database, 400);
        await database.ExecuteAsync("update hold set released = true where sku = (select min(sku) from item)");
        await using var limited = Limited(database, seconds: 10);

        var report = await AuditorOf(limited).Run(TimeSpan.Zero, default);

        Assert.Equal(Auditor.MaxViolations, report.Violations.Count(violation => violation.Invariant == "I-3"));
    }

    [ServerFact]
    public async Task The_server_ends_a_statement_of_an_audit_that_takes_too_long()
    {
        await using var database = await StorageDatabase.CreateAsync();
        await using var slow = await Slow.MakeAsync(database);
        await using var limited = Limited(database, seconds: 1);

        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => AuditorOf(limited).Run(TimeSpan.Zero, default));

        Assert.Equal(PostgresErrorCodes.QueryCanceled, Assert.IsType<PostgresException>(refused.InnerException).SqlState);
    }

    [ServerFact]
    public async Task Twenty_audits_at_once_leave_the_pool_to_requests_and_take_one_connection()
    {
        await using var database = await StorageDatabase.CreateAsync();
        await using var slow = await Slow.MakeAsync(database);
        using var audits = new Audits(AuditorOf(database.Audits));
        var asked = Enumerable.Range(0, 20).Select(_ => audits.Run(TimeSpan.Zero, default)).ToArray();
        await Waiters.AtLeast(database, 1);

        using var keys = new IdempotencyKeys(database.DataSource);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => keys.Claim($"key-{n}", OrderId.Parse($"o-{n}", CultureInfo.InvariantCulture), new byte[] { 1 }, default)));
        Assert.Equal(1, await database.ScalarAsync<long>(Sessions));

        await slow.DisposeAsync();
        Assert.Empty((await asked[0]).Violations);
        foreach (var other in asked[1..]) await Assert.ThrowsAsync<AuditBusyException>(() => other);
    }

    [ServerFact]
    public async Task While_another_process_audits_the_last_report_for_the_same_grace_is_given()
    {
        await using var database = await StorageDatabase.CreateAsync();
        using var here = new Audits(AuditorOf(database.Audits));
        using var elsewhere = new Audits(AuditorOf(database.Audits));
        var last = await here.Run(TimeSpan.Zero, default);

        Task<AuditReport> running;
        await using (await Slow.MakeAsync(database))
        {
            running = elsewhere.Run(TimeSpan.Zero, default);
            await Waiters.AtLeast(database, 1);

            Assert.Same(last, await here.Run(TimeSpan.Zero, default));
            await Assert.ThrowsAsync<AuditBusyException>(() => here.Run(TimeSpan.FromMinutes(1), default));
            Assert.False(running.IsCompleted);
        }

        await running;
        Assert.NotSame(last, await here.Run(TimeSpan.Zero, default));
    }

    [ServerFact]
    public async Task An_audit_that_its_caller_leaves_makes_room_for_the_next()
    {
        await using var database = await StorageDatabase.CreateAsync();
        using var audits = new Audits(AuditorOf(database.Audits));
        using var caller = new CancellationTokenSource();
        await using (await Slow.MakeAsync(database))
        {
            var left = audits.Run(TimeSpan.Zero, caller.Token);
            await Waiters.AtLeast(database, 1);
            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        }

        Assert.True((await audits.Run(TimeSpan.Zero, default)).Clean);
    }

    [ServerFact]
    public async Task Of_several_hosts_the_one_that_takes_writes_is_audited()
    {
        await using var database = await StorageDatabase.CreateAsync();
        var hosts = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        hosts.Host = $"{hosts.Host}:{hosts.Port},{hosts.Host}:{hosts.Port}";
        await using var either = StorageDataSource.CreateForAudits(hosts.ConnectionString);

        Assert.True((await AuditorOf(either).Run(TimeSpan.Zero, default)).Clean);
    }

    static Auditor AuditorOf(NpgsqlDataSource dataSource) => new(dataSource, new AuditorTests.Letters([]), TimeProvider.System);

    static NpgsqlDataSource Limited(StorageDatabase database, int seconds) =>
        StorageDataSource.CreateForAudits(database.ConnectionString, new() { AuditTimeout = TimeSpan.FromSeconds(seconds) });

    /// <summary>Until it is disposed of, an audit waits for the table of holds.</summary>
    sealed class Slow(NpgsqlConnection connection) : IAsyncDisposable
    {
        public static async Task<Slow> MakeAsync(StorageDatabase database)
        {
            var connection = await database.Outside.OpenConnectionAsync();
            await using var command = new NpgsqlCommand("begin; lock table hold in access exclusive mode", connection);
            await command.ExecuteNonQueryAsync();
            return new(connection);
        }

        // The pool's reset rolls back.
        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}

/// <summary>Adds confirmed orders of 500 lines with SKUs of 64 characters, the largest that a client may place, with holds and stock that agree with them.</summary>
static class FatOrders
{
    const string Sql =
        """
        insert into grain_state (kind, key, version, updated_at, state)
        select 'order', 'order:fat-' || i, 3, now() - interval '1 hour', jsonb_build_object(
          'order_id', 'fat-' || i, 'customer_id', 'c', 'status', 'confirmed', 'version', 3, 'created_at', '2026-03-01T12:00:00.000000Z',
          'expires_at', '2999-03-01T12:15:00.000000Z', 'lines', l.lines, 'history', '[{"version":1,"kind":"placed"},{"version":2,"kind":"reserved"},{"version":3,"kind":"confirmed"}]'::jsonb)
        from generate_series(1, {0}) i,
          (select jsonb_agg(jsonb_build_object('sku', md5('a' || n) || md5('b' || n), 'quantity', 1, 'price', 1)) as lines from generate_series(1, 500) n) l;
        insert into hold (order_id, sku, quantity, released)
        select substr(g.key, 7), e ->> 'sku', 1, false from grain_state g cross join lateral jsonb_array_elements(g.state -> 'lines') e where g.key like 'order:fat-%';
        insert into item (sku, received, available, version) select sku, count(*), 0, count(*) from hold where order_id like 'fat-%' group by sku;
        insert into adjustment (sku, adjustment_id, delta) select sku, 'fat', received from item where length(sku) = 64;
        insert into notification (customer_id, order_id, kind, version, at) select 'c', 'fat-' || i, 'order.confirmed', 3, now() from generate_series(1, {0}) i;
        select grain_columns_renew();
        """;

    public static Task AddAsync(StorageDatabase database, int orders) => database.ExecuteAsync(Sql.Replace("{0}", $"{orders}", StringComparison.Ordinal));
}

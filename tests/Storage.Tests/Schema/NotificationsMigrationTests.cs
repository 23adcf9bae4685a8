using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static OrleansOrders.Domain.OrderEventKind;

namespace OrleansOrders.Storage.Tests;

/// <summary>A database of the version before notifications were part of an order's commit: nothing that was told is lost or told again, and what was not told yet is.</summary>
public sealed class NotificationsMigrationTests
{
    /// <summary>The last step of the version before.</summary>
    const int Before = 10;

    const string Append =
        """
        select count(*) from notifications_append(array[$1 || ':3:order.confirmed'], array['c'], array[$1], array['order.confirmed'], array['{"told":"before"}'::jsonb], array[timestamptz '2026-03-01 12:00:02.25Z'])
        """;

    [ServerFact]
    public async Task What_was_told_stays_and_what_waited_in_the_queue_is_told_in_the_order_of_its_time()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var dataSource = await BeforeAsync(database);
        await WriteAsync(database, ToldOrders.Order("open", "c", Placed, Reserved));
        await WriteAsync(database, ToldOrders.Order("told", "c", Placed, Reserved, Confirmed));
        await WriteAsync(database, ToldOrders.Order("back", "c", Placed, Reserved, Cancelled, RefundRequested, Refunded));
        await WriteAsync(database, ToldOrders.Order("waits", "c", Placed, Failed));
        Assert.Equal(1L, await AppendAsync(database, "told"));

        await Migrator.Migrate(dataSource, NullLogger.Instance, default);

        var told = (await new NotificationLog(dataSource).ReadAfter(0, 10, default)).News;
        Assert.Equal(
            ["told:3:order.confirmed", "waits:2:order.failed", "back:3:order.cancelled", "back:payment.refunded"], told.Select(notification => notification.EventId));
        Assert.Equal("""{"told": "before"}""", System.Text.Encoding.UTF8.GetString(told[0].Body.Span));
        Assert.Contains("payment_declined", System.Text.Encoding.UTF8.GetString(told[1].Body.Span), StringComparison.Ordinal);
        Assert.Equal("2026-03-01T12:00:04.250000Z", UtcText.Of(told[3].At));
    }

    [ServerFact]
    public async Task Processes_of_the_version_before_read_and_append_as_before_and_add_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var dataSource = await BeforeAsync(database);
        await Migrator.Migrate(dataSource, NullLogger.Instance, default);
        await WriteAsync(database, ToldOrders.Order("a", "c", Placed, Reserved, Confirmed));

        Assert.Equal(0L, await AppendAsync(database, "a"));

        Assert.Equal(
            "a:3:order.confirmed c a order.confirmed t 1",
            await database.ScalarAsync<string>("select string_agg(concat_ws(' ', event_id, customer_id, order_id, kind, body ->> 'status' = 'confirmed' and at is not null, seq), ',') from notifications where seq > 0"));
    }

    [ServerFact]
    public async Task A_write_that_waits_while_the_database_is_migrated_fails_and_is_made_again_with_its_notification()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var dataSource = await BeforeAsync(database);
        await WriteAsync(database, ToldOrders.Order("a", "c", Placed, Reserved));
        await using var other = await database.DataSource.OpenConnectionAsync();
        await using var earlier = await other.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("update grain_state set updated_at = now()", other)) await command.ExecuteNonQueryAsync();
        var migrating = Migrator.Migrate(dataSource, NullLogger.Instance, default);
        await WaitingAsync(database, 1);
        var writing = ConfirmAsync(database, "a");
        await WaitingAsync(database, 2);

        await earlier.CommitAsync();
        await migrating;

        Assert.Equal(PostgresErrorCodes.UndefinedFunction, (await Assert.ThrowsAsync<PostgresException>(() => writing)).SqlState);
        await ConfirmAsync(database, "a");
        Assert.Equal("a:3:order.confirmed", await database.ScalarAsync<string>("select string_agg(event_id, ' ') from notifications"));
    }

    [ServerFact]
    public async Task A_role_that_could_append_may_go_on()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var dataSource = await BeforeAsync(database);
        var role = $"service_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"create role {role}; grant select, insert on notifications to {role}; grant select, insert, update on grain_state to {role}");
        await WriteAsync(database, ToldOrders.Order("a", "c", Placed, Reserved));
        try
        {
            await Migrator.Migrate(dataSource, NullLogger.Instance, default);
            await ConfirmAsync(database, "a", $"set local role {role}");

            Assert.Equal(1L, await database.ScalarAsync<long>("select notifications_settled()"));
        }
        finally
        {
            await database.ExecuteAsync($"drop owned by {role}; drop role {role}");
        }
    }

    static async Task<NpgsqlDataSource> BeforeAsync(TestDatabase database)
    {
        var dataSource = StorageDataSource.Create(database.ConnectionString);
        await Migrator.Migrate(dataSource, [.. Migration.Embedded().Where(migration => migration.Number <= Before)], NullLogger.Instance, default);
        return dataSource;
    }

    static async Task WriteAsync(TestDatabase database, Order order)
    {
        await using var dataSource = StorageDataSource.Create(database.ConnectionString);
        await using var storage = new GroupCommitGrainStorage(dataSource, StoredJson.Default.Options);
        await ToldOrders.Write(storage, order);
    }

    static async Task<long> AppendAsync(TestDatabase database, string order)
    {
        await using var command = database.DataSource.CreateCommand(Append);
        return (long)(await command.With(order).ExecuteScalarAsync())!;
    }

    static async Task ConfirmAsync(TestDatabase database, string order, string? before = null)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (before is not null)
        {
            await using var command = new NpgsqlCommand(before, connection);
            await command.ExecuteNonQueryAsync();
        }

        await ToldOrders.Confirm(connection, transaction, order);
        await transaction.CommitAsync();
    }

    static Task<long> WaitingAsync(TestDatabase database, int count) => Eventually.Async(
        () => database.ScalarAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"), waiting => waiting == count, $"{count} wait");
}

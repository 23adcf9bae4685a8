using Npgsql;
using static OrleansOrders.Domain.OrderEventKind;

namespace OrleansOrders.Storage.Tests;

/// <summary>Followers of the log are told everything once and in order, and are held up by statements under way that draw places, and by nothing else.</summary>
public sealed class NotificationFollowersTests
{
    [ServerFact]
    public async Task A_writer_that_has_drawn_and_not_committed_holds_back_later_ones_from_followers_and_from_nobody_else()
    {
        await using var database = await Reserved("a", "b", "c");
        var log = new NotificationLog(database.DataSource);
        await using var slow = await Writer.Confirm(database, "a");

        await Confirmed(database, "b");
        await Confirmed(database, "c");

        Assert.Empty((await log.ReadAfter(0, 10, default)).News);
        Assert.Equal("c b", Orders((await log.List(null, 10, null, default)).Items));
        Assert.Equal(new LogEnd(0, 3), await log.ReadEnd(default));
        await slow.Commit();
        Assert.Equal("a b c", Orders((await log.ReadAfter(0, 10, default)).News));
        Assert.Equal(new LogEnd(3, 3), await log.ReadEnd(default));
    }

    [ServerFact]
    public async Task A_writer_that_is_rolled_back_holds_back_nobody()
    {
        await using var database = await Reserved("a", "b");
        var log = new NotificationLog(database.DataSource);
        await using (await Writer.Confirm(database, "a")) await Confirmed(database, "b");

        Assert.Equal("b", Orders((await log.ReadAfter(0, 10, default)).News));
        Assert.Equal(new LogEnd(2, 2), await log.ReadEnd(default));
    }

    [ServerFact]
    public async Task Those_before_the_first_that_is_under_way_are_read()
    {
        await using var database = await Reserved("a", "b", "c");
        await Confirmed(database, "a");
        await using var slow = await Writer.Confirm(database, "b");
        await Confirmed(database, "c");

        Assert.Equal("a", Orders((await new NotificationLog(database.DataSource).ReadAfter(0, 10, default)).News));
    }

    [ServerFact]
    public async Task A_backup_and_a_long_transaction_of_somebody_else_hold_back_nothing()
    {
        await using var database = await Reserved("a");
        await using var backup = await database.Outside.OpenConnectionAsync();
        await using var snapshot = await backup.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await Execute(backup, "select count(*) from notification");
        await using var foreign = await database.Outside.OpenConnectionAsync();
        await using var transaction = await foreign.BeginTransactionAsync();
        await Execute(foreign, "select pg_current_xact_id(); select pg_advisory_xact_lock_shared(20564, 0); select pg_advisory_xact_lock_shared(5)");

        await Confirmed(database, "a");

        Assert.Equal("a", Orders((await new NotificationLog(database.DataSource).ReadAfter(0, 10, default)).News));
    }

    [ServerFact]
    public async Task A_write_that_ends_no_order_holds_back_nothing()
    {
        await using var database = await Reserved("a", "b");
        await using var connection = await database.Outside.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Execute(connection, "select count(*) from grain_write(array['basket'], array['x'], array[0], array['{}'::jsonb]) x, grain_write(array['order'], array['order:b'], array[2], (select array_agg(state) from grain_state where key = 'order:b')) y");

        await Confirmed(database, "a");

        Assert.Equal("a", Orders((await new NotificationLog(database.DataSource).ReadAfter(0, 10, default)).News));
    }

    [ServerFact]
    public async Task What_was_settled_once_stays_so_though_a_lock_that_came_later_names_less()
    {
        await using var database = await Reserved("a", "b");
        var log = new NotificationLog(database.DataSource);
        await Confirmed(database, "a");
        await Confirmed(database, "b");
        Assert.Equal(new LogEnd(2, 2), await log.ReadEnd(default));

        // As of a writer that had looked before the others drew, and came to its lock after they had committed.
        await using var late = await database.Outside.OpenConnectionAsync();
        await using var transaction = await late.BeginTransactionAsync();
        await Execute(late, "select pg_advisory_xact_lock_shared((20564::bigint << 48) | 1)");

        Assert.Equal(new LogEnd(2, 2), await log.ReadEnd(default));
        Assert.Equal(new LogEnd(1, 2), await new NotificationLog(database.DataSource).ReadEnd(default));
    }

    [ServerFact]
    public async Task A_log_that_was_restored_from_a_backup_begins_where_that_ends()
    {
        await using var database = await Reserved("a", "b");
        var log = new NotificationLog(database.DataSource);
        await Confirmed(database, "a");
        await Confirmed(database, "b");
        await log.ReadEnd(default);

        await database.ExecuteAsync("delete from notification; alter sequence notification_seq_seq restart");

        Assert.Equal(new LogEnd(0, 0), await log.ReadEnd(default));
    }

    [ServerFact]
    public async Task While_many_write_a_follower_gets_every_one_once_in_order_and_can_resume_at_each_place()
    {
        const int Writers = 8;
        const int Each = 25;
        var ids = Enumerable.Range(0, Writers * Each).Select(i => $"o{i}").ToArray();
        await using var database = await Reserved(ids);
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var i = 0; i < Each; i++)
            {
                await using var one = await Writer.Confirm(database, ids[(writer * Each) + i]);

                // Some never commit, most commit in another order than they drew.
                if (i % 5 != 4) await one.Commit();
            }
        }));
        var log = new NotificationLog(database.DataSource);
        var seen = new List<long>();
        for (var ended = false; !ended;)
        {
            // What ends between the look at the log and the look at the writers is there at the next look.
            ended = writing.IsCompleted;
            while (await log.ReadAfter(seen.LastOrDefault(), 7, default) is { News.Count: > 0 } part) seen.AddRange(part.News.Select(notification => notification.Seq));
        }

        await writing;
        var all = await database.RowsAsync("select seq from notification order by seq", row => row.GetInt64(0));
        Assert.Equal(Writers * Each * 4 / 5, all.Count);
        Assert.Equal(all, seen);
        foreach (var place in seen)
            Assert.Equal(seen.Where(seq => seq > place).Take(3), (await log.ReadAfter(place, 3, default)).News.Select(notification => notification.Seq));
    }

    static async Task<StorageDatabase> Reserved(params string[] ids)
    {
        var database = await StorageDatabase.CreateAsync();
        await using var provider = await Providers.CreateForOrders("GroupCommit", database.DataSource);
        await Task.WhenAll(ids.Select(id => ToldOrders.Write(provider.Storage, ToldOrders.Order(id, "c", Placed, Domain.OrderEventKind.Reserved))));
        return database;
    }

    static async Task Confirmed(StorageDatabase database, string id)
    {
        await using var writer = await Writer.Confirm(database, id);
        await writer.Commit();
    }

    static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    static string Orders(IEnumerable<Notification> notifications) => string.Join(' ', notifications.Select(notification => notification.OrderId));

    /// <summary>A statement that has written, in a transaction of its own that is still open; without a commit it is rolled back.</summary>
    sealed class Writer(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public static async Task<Writer> Confirm(StorageDatabase database, string id)
        {
            var connection = await database.Outside.OpenConnectionAsync();
            var transaction = await connection.BeginTransactionAsync();
            await ToldOrders.Confirm(connection, transaction, id);
            return new(connection, transaction);
        }

        public Task Commit() => transaction.CommitAsync();

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}

using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace OrleansOrders.Storage.Tests;

/// <summary>Sessions that are no good any more do not stay in the pool.</summary>
public sealed class PostgresSessionsTests
{
    [ServerFact]
    public async Task A_session_that_became_read_only_is_given_up_and_the_statement_done_on_a_new_one()
    {
        await using var database = await PooledDatabase.CreateAsync();
        await database.OnEverySession("set default_transaction_read_only = on");

        Assert.Equal([1], await database.Insert(1));
        Assert.Equal([2], await database.Insert(2));

        Assert.Equal(1, database.Sessions.Renewals);
        Assert.False(database.Sessions.WritesFail);
    }

    [ServerFact]
    public async Task A_session_that_lost_its_prepared_statements_is_given_up()
    {
        await using var database = await PooledDatabase.CreateAsync();
        await database.OnEverySession("deallocate all");

        Assert.Equal([1], await database.Insert(1));
        Assert.Equal(1, database.Sessions.Renewals);
    }

    [ServerFact]
    public async Task A_plan_that_the_table_has_outgrown_is_given_up()
    {
        await using var database = await PooledDatabase.CreateAsync();
        await database.Insert(1);
        await database.Everything();
        await database.ExecuteAsync("alter table t add b integer");

        Assert.Equal([1], await database.Everything());
        Assert.Equal(1, database.Sessions.Renewals);
    }

    [ServerFact]
    public async Task A_server_that_is_read_only_itself_is_away_for_writers_and_its_pool_is_renewed_once_a_second_at_most()
    {
        await using var database = await PooledDatabase.CreateAsync();
        await database.ReadOnlyAsync();

        for (var i = 0; i < 5; i++)
        {
            var away = await Assert.ThrowsAsync<PostgresException>(() => database.Insert(i));
            Assert.IsType<StorageUnavailableException>(PostgresErrors.Translate(database.DataSource, away));
        }

        Assert.Equal(1, database.Sessions.Renewals);
        Assert.True(database.Sessions.WritesFail);
        Assert.Empty(await database.Everything());
    }

    [ServerFact]
    public async Task A_write_that_was_refused_counts_until_one_succeeds_or_some_seconds_have_passed()
    {
        await using var database = await PooledDatabase.CreateAsync();
        var clock = new FakeTimeProvider();
        var sessions = new PostgresSessions(database.DataSource, clock);

        await Refuse(sessions, PostgresErrorCodes.DiskFull);
        Assert.True(sessions.WritesFail);
        Assert.Equal(7, await sessions.Write(() => Task.FromResult(7)));
        Assert.False(sessions.WritesFail);

        await Refuse(sessions, PostgresErrorCodes.DiskFull);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(sessions.WritesFail);

        await Refuse(sessions, PostgresErrorCodes.CheckViolation);
        Assert.False(sessions.WritesFail);
    }

    [ServerFact]
    public async Task A_lock_of_a_renewed_session_is_lost()
    {
        await using var database = await PooledDatabase.CreateAsync();
        var held = await AdvisoryLock.TryAcquire(database.DataSource, "turn", default);
        Assert.NotNull(held);
        var lost = new TaskCompletionSource();
        await using var registration = held.Lost.Register(lost.SetResult);

        database.Sessions.Renew();

        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await held.DisposeAsync();

        // The server ends the session when it sees that its connection is gone.
        await using var again = await Eventually.Async(() => AdvisoryLock.TryAcquire(database.DataSource, "turn", default), taken => taken is not null, "the lock is free");
    }

    [PrivateServerFact]
    public async Task A_write_that_no_standby_has_confirmed_in_time_is_not_acknowledged()
    {
        await using var server = await PrivatePostgres.StartNewAsync();
        await server.ExecuteAsync("create table t (a integer)");
        await server.ExecuteAsync("alter system set synchronous_standby_names = 'away'");
        await server.ExecuteAsync("select pg_reload_conf()");
        await using var dataSource = StorageDataSource.Create(server.ConnectionString, new() { CommandTimeout = TimeSpan.FromSeconds(1) });

        // To the driver it is a success.
        Assert.Equal([1], await dataSource.Run("insert into t values (1) returning a", static _ => { }, row => row.GetInt32(0), default));
        var away = await Assert.ThrowsAsync<StorageUnavailableException>(
            () => dataSource.Write("insert into t values (2) returning a", static _ => { }, row => row.GetInt32(0), default));
        Assert.StartsWith("No standby", away.Message, StringComparison.Ordinal);
    }

    static Task<PostgresException> Refuse(PostgresSessions sessions, string state) =>
        Assert.ThrowsAsync<PostgresException>(() => sessions.Write<int>(() => throw new PostgresException("refused", "ERROR", "ERROR", state)));

    /// <summary>A database with a table <c>t (a)</c>, and a pool whose sessions have prepared what is asked here.</summary>
    sealed class PooledDatabase : IAsyncDisposable
    {
        const int Size = 3;

        readonly TestDatabase _database;

        PooledDatabase(TestDatabase database) => (_database, DataSource) = (database, StorageDataSource.Create(database.ConnectionString));

        public NpgsqlDataSource DataSource { get; }

        public PostgresSessions Sessions => PostgresSessions.Of(DataSource);

        public static async Task<PooledDatabase> CreateAsync()
        {
            var database = new PooledDatabase(await TestDatabase.CreateAsync());
            await database.ExecuteAsync("create table t (a integer)");
            return database;
        }

        public Task<int> ExecuteAsync(string sql) => _database.ExecuteAsync(sql);

        public Task<List<int>> Insert(int value) =>
            DataSource.Write("insert into t values ($1) returning a", command => command.With(value), row => row.GetInt32(0), default);

        public Task<List<int>> Everything() => DataSource.Run("select * from t", static _ => { }, row => row.GetInt32(0), default);

        /// <summary>Fills the pool, each with the statement of <see cref="Insert"/> prepared, and does this on each of its sessions.</summary>
        public async Task OnEverySession(string sql)
        {
            var connections = new List<NpgsqlConnection>();
            for (var i = 0; i < Size; i++) connections.Add(await DataSource.OpenConnectionAsync());
            foreach (var connection in connections)
            {
                await using var prepared = new NpgsqlCommand("insert into t values ($1) returning a", connection).With(0);
                await prepared.PrepareAsync();
                await using var command = new NpgsqlCommand(sql, connection);
                await command.ExecuteNonQueryAsync();
            }

            foreach (var connection in connections) await connection.DisposeAsync();
        }

        /// <summary>For the sessions that are open and for those to come.</summary>
        public async Task ReadOnlyAsync()
        {
            await OnEverySession("set default_transaction_read_only = on");
            await ExecuteAsync($"alter database {_database.Name} set default_transaction_read_only = on");
        }

        public async ValueTask DisposeAsync()
        {
            await DataSource.DisposeAsync();
            await _database.DisposeAsync();
        }
    }
}

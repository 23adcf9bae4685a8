using Npgsql;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Storage.Tests;

/// <summary>That writes travel together, and that nobody suffers for his company.</summary>
public sealed class GroupCommitGrainStorageTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    const string Kind = "basket";

    readonly string _run = Guid.NewGuid().ToString("N");

    StorageDatabase Database => shared.Database;

    [ServerFact]
    public async Task Writes_that_arrive_while_one_is_under_way_travel_in_one_commit()
    {
        await using var storage = OneLoop();
        await using var gate = await Gate.Close(Database, () => Write(storage, "first", new()));
        var others = Enumerable.Range(0, 50).Select(i => Write(storage, $"other-{i}", new())).ToArray();
        await gate.Open();
        await Task.WhenAll(others);

        var transactions = await Database.RowsAsync(
            $"select count(*)::int from grain_state where key like '{_run}%' group by xmin::text order by 1", row => row.GetInt32(0));
        Assert.Equal([1, 50], transactions);
    }

    [ServerFact]
    public async Task One_state_that_the_database_refuses_does_not_fail_the_others_of_its_statement()
    {
        await using var storage = OneLoop();
        await using var gate = await Gate.Close(Database, () => Write(storage, "first", new()));
        var bad = Write(storage, "bad", new() { Owner = "zero \0" });
        var good = Enumerable.Range(0, 10).Select(i => Write(storage, $"good-{i}", new())).ToArray();
        await gate.Open();

        await Task.WhenAll(good);
        Assert.Equal("22P05", (await Assert.ThrowsAsync<PostgresException>(() => bad)).SqlState);
        Assert.Equal(11L, await Database.ScalarAsync<long>($"select count(*) from grain_state where key like '{_run}%'"));
    }

    [ServerFact]
    public async Task One_conflict_does_not_fail_the_others_of_its_statement_and_says_both_versions()
    {
        await using var storage = OneLoop();
        var stale = new GrainState<Basket> { State = new() };
        await storage.WriteStateAsync(Kind, Key("contested"), stale);
        var ahead = new GrainState<Basket> { State = new(), ETag = "1" };
        await storage.WriteStateAsync(Kind, Key("contested"), ahead);
        await using var gate = await Gate.Close(Database, () => Write(storage, "first", new()));
        var late = storage.WriteStateAsync(Kind, Key("contested"), stale);
        var good = Enumerable.Range(0, 10).Select(i => Write(storage, $"good-{i}", new())).ToArray();
        await gate.Open();

        await Task.WhenAll(good);
        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => late);
        Assert.Equal(("2", "1"), (conflict.StoredEtag, conflict.CurrentEtag));
    }

    [ServerFact]
    public async Task Two_writes_of_one_grain_that_wait_together_are_a_write_and_a_conflict()
    {
        await using var storage = OneLoop();
        await using var gate = await Gate.Close(Database, () => Write(storage, "first", new()));
        var one = Write(storage, "twice", new() { Owner = "one" });
        var two = Write(storage, "twice", new() { Owner = "two" });
        await gate.Open();

        Assert.Equal("1", (await one).ETag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => two);
    }

    [ServerFact]
    public async Task The_victim_of_a_deadlock_is_written_all_the_same()
    {
        // PostgreSQL looks for a deadlock once, this long after a session began to wait; by then it has to be there.
        await using var dataSource = StorageDataSource.Create(new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Options = "-c deadlock_timeout=4s" }.ConnectionString);
        await using var storage = new GroupCommitGrainStorage(dataSource, BasketJson.Default.Options, Loops(1));
        var (a, b, first) = (await Write(storage, "a", new()), await Write(storage, "b", new()), await Write(storage, "first", new()));
        await using var blocker = await Database.Outside.OpenConnectionAsync();
        await using var blocking = await blocker.BeginTransactionAsync();
        await Run(blocker, $"update grain_state set updated_at = now() where key = '{_run}:first'");
        await using var outside = await Database.Outside.OpenConnectionAsync();
        await using var transaction = await outside.BeginTransactionAsync();

        // The other side never looks for a deadlock, so that it is the storage that is chosen.
        await Run(outside, "set local deadlock_timeout = '1h'");
        await Run(outside, $"update grain_state set updated_at = now() where key = '{_run}:b'");
        var held = storage.WriteStateAsync(Kind, Key("first"), first);
        await Waiters.AtLeast(Database, 1);
        var both = Task.WhenAll(storage.WriteStateAsync(Kind, Key("a"), a), storage.WriteStateAsync(Kind, Key("b"), b));
        await blocking.CommitAsync();
        await held;
        await Waiters.AtLeast(Database, 1);
        await Run(outside, $"update grain_state set updated_at = now() where key = '{_run}:a'");
        await transaction.CommitAsync();

        await both;
        Assert.Equal(("2", "2"), (a.ETag, b.ETag));
        // More than one where the repeat takes the row of a before the other side, which waits for it, has woken up.
        await Eventually.Async(
            () => Database.ScalarAsync<long>("select deadlocks from pg_stat_database where datname = current_database()"), n => n > 0, "the deadlock was there");
    }

    [ServerFact]
    public async Task A_lost_connection_fails_all_of_the_statement_that_it_carried_and_no_other()
    {
        await using var relay = new Relay(Database);
        await using var storage = new GroupCommitGrainStorage(relay.DataSource, BasketJson.Default.Options, Loops(1));
        await using var gate = await Gate.Close(Database, () => Write(storage, "first", new()));
        relay.Proxy.CutBefore("cut-here");
        var lost = Enumerable.Range(0, 5).Select(i => Write(storage, $"lost-{i}", new() { Owner = "cut-here" })).ToArray();
        await gate.Open();

        foreach (var write in lost) await Assert.ThrowsAsync<StorageUnavailableException>(() => write);
        Assert.Equal("1", (await Write(storage, "later", new())).ETag);
        Assert.Equal(2L, await Database.ScalarAsync<long>($"select count(*) from grain_state where key like '{_run}%'"));
    }

    [ServerFact]
    public async Task Stopping_writes_what_was_accepted_and_takes_nothing_more()
    {
        var storage = OneLoop();
        await using var gate = await Gate.Close(Database);
        var writes = Enumerable.Range(0, 20).Select(i => Write(storage, $"{i}", new())).ToArray();
        await gate.SomeoneWaits();
        var stopped = storage.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Write(storage, "late", new()));
        Assert.False(stopped.IsCompleted);
        await gate.Open();
        await stopped;

        await Task.WhenAll(writes).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(20L, await Database.ScalarAsync<long>($"select count(*) from grain_state where key like '{_run}%'"));
    }

    [Fact]
    public void Options_without_generated_types_are_refused_at_once() =>
        Assert.Throws<ArgumentException>(() => new InMemoryGrainStorage(new System.Text.Json.JsonSerializerOptions()));

    static GroupCommitOptions Loops(int count) => new() { Writes = { Loops = count }, Reads = { Loops = count } };

    GroupCommitGrainStorage OneLoop() => new(Database.DataSource, BasketJson.Default.Options, Loops(1));

    GrainId Key(string key) => GrainId.Create("test", $"{_run}:{key}");

    async Task<GrainState<Basket>> Write(GroupCommitGrainStorage storage, string key, Basket basket)
    {
        var state = new GrainState<Basket> { State = basket };
        await storage.WriteStateAsync(Kind, Key(key), state);
        return state;
    }

    static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

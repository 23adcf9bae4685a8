using Npgsql;

namespace OrleansOrders.Storage.Tests;

public sealed class AdvisoryLockTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    readonly string _name = Guid.NewGuid().ToString("N");

    [ServerFact]
    public async Task One_at_a_time_holds_a_lock_of_one_name()
    {
        var held = await TryAcquire();
        Assert.NotNull(held);
        Assert.Null(await TryAcquire());
        await using (var other = await AdvisoryLock.TryAcquire(shared.Database.DataSource, _name + "-other", default)) Assert.NotNull(other);

        await held.DisposeAsync();

        Assert.False(held.Lost.IsCancellationRequested);
        await using var next = await TryAcquire();
        Assert.NotNull(next);
    }

    [ServerFact]
    public async Task A_schema_has_locks_of_its_own()
    {
        await using var other = StorageDataSource.Create(new NpgsqlConnectionStringBuilder(shared.Database.ConnectionString) { SearchPath = "pg_catalog" }.ConnectionString);
        await using var here = await TryAcquire();
        await using var there = await AdvisoryLock.TryAcquire(other, _name, default);
        Assert.NotNull(here);
        Assert.NotNull(there);
    }

    [ServerFact]
    public async Task A_session_that_the_server_ends_is_noticed_and_the_lock_can_be_had_again()
    {
        var held = await TryAcquire();
        Assert.NotNull(held);
        var lost = new TaskCompletionSource();
        await using var registration = held.Lost.Register(lost.SetResult);

        await shared.Database.ExecuteAsync(
            "select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database where l.locktype = 'advisory' and d.datname = current_database() and l.classid <> 0");

        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await using var next = await TryAcquire();
        Assert.NotNull(next);
        await held.DisposeAsync();
        Assert.Null(await TryAcquire());
    }

    [ServerFact]
    public Task A_lock_that_is_released_at_once_is_released() => Task.WhenAll(Enumerable.Range(0, 4).Select(async lane =>
    {
        for (var i = 0; i < 2_500; i++)
        {
            var held = await AdvisoryLock.TryAcquire(shared.Database.DataSource, $"{_name}-{lane}", default);
            Assert.NotNull(held);
            if (i % 3 == 1) await Task.Yield();
            if (i % 3 == 2) Thread.SpinWait(i % 4_000);
            await held.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        }
    }));

    [ServerFact]
    public async Task The_connection_goes_back_to_the_pool_without_the_lock()
    {
        for (var i = 0; i < 50; i++)
        {
            await using var held = await TryAcquire();
            Assert.NotNull(held);
        }

        Assert.Equal(0L, await shared.Database.ScalarAsync<long>("select count(*) from pg_locks l join pg_database d on d.oid = l.database where l.locktype = 'advisory' and d.datname = current_database()"));
    }

    Task<AdvisoryLock?> TryAcquire() => AdvisoryLock.TryAcquire(shared.Database.DataSource, _name, default);
}

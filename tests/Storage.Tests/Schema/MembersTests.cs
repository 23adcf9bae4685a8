namespace OrleansOrders.Storage.Tests;

/// <summary>The list of silos has one clock, the database's, whatever the clocks of the silos say.</summary>
public sealed class MembersTests
{
    const int Joining = 2;
    const int Active = 3;
    const int Dead = 6;

    [ServerFact]
    public async Task A_silo_that_joins_changes_its_status_or_says_that_it_lives_is_alive_now_by_the_clock_of_the_database()
    {
        await using var database = await StorageDatabase.CreateAsync();
        await JoinAsync(database, "interval '-1 hour'");

        Assert.True(await FreshAsync(database));
        Assert.True(await database.ScalarAsync<bool>("select started_at = alive_at from cluster_member"));

        await AgeAsync(database);
        await UpdateAsync(database, Active, "interval '1 hour'", version: 1);
        Assert.True(await FreshAsync(database));

        await AgeAsync(database);
        await AliveAsync(database, "interval '-1 hour'");
        Assert.True(await FreshAsync(database));
    }

    [ServerTheory]
    [InlineData(Active)]
    [InlineData(Dead)]
    public async Task A_suspicion_or_a_death_that_another_silo_writes_is_no_sign_of_life(int status)
    {
        await using var database = await StorageDatabase.CreateAsync();
        await JoinAsync(database, "interval '0'");
        await UpdateAsync(database, Active, "interval '0'", version: 1);
        await AgeAsync(database);

        await UpdateAsync(database, status, "interval '0'", version: 2);

        Assert.False(await FreshAsync(database));
        Assert.Equal(status, await database.ScalarAsync<int>("select status from cluster_member"));
    }

    [ServerFact]
    public async Task A_cleaning_by_a_clock_that_is_ahead_deletes_the_long_dead_alone()
    {
        await using var database = await StorageDatabase.CreateAsync();
        await JoinAsync(database, "interval '0'");
        var clean = await QueryAsync(database, "CleanupDefunctSiloEntriesKey", ("@IAmAliveTime", "(now() + interval '8 days')"));

        await database.ExecuteAsync(clean);
        await UpdateAsync(database, Dead, "interval '0'", version: 1);
        await database.ExecuteAsync(clean);
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from cluster_member"));

        await AgeAsync(database);
        await database.ExecuteAsync(clean);
        Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from cluster_member"));
    }

    /// <param name="database">Where.</param>
    /// <param name="ahead">How far the clock of the silo is ahead of the database's.</param>
    static async Task JoinAsync(StorageDatabase database, string ahead)
    {
        await database.ExecuteAsync("insert into cluster_version (cluster_id) values ('c')");
        Assert.True(await database.ScalarAsync<bool>(await QueryAsync(
            database, "InsertMembershipKey", ("@SiloName", "'s'"), ("@HostName", "'h'"), ("@Status", $"{Joining}"), ("@ProxyPort", "2"),
            ("@StartTime", $"(now() + {ahead})"), ("@IAmAliveTime", $"(now() + {ahead})"), ("@Version", "0"))));
    }

    static async Task UpdateAsync(StorageDatabase database, int status, string ahead, int version) => Assert.True(await database.ScalarAsync<bool>(await QueryAsync(
        database, "UpdateMembershipKey", ("@Status", $"{status}"), ("@SuspectTimes", "''"), ("@IAmAliveTime", $"(now() + {ahead})"), ("@Version", $"{version}"))));

    static async Task AliveAsync(StorageDatabase database, string ahead) =>
        await database.ExecuteAsync(await QueryAsync(database, "UpdateIAmAlivetimeKey", ("@IAmAliveTime", $"(now() + {ahead})")));

    static Task<int> AgeAsync(StorageDatabase database) => database.ExecuteAsync("update cluster_member set started_at = now() - interval '2 hours', alive_at = now() - interval '2 hours'");

    static Task<bool> FreshAsync(StorageDatabase database) => database.ScalarAsync<bool>("select alive_at between now() - interval '1 minute' and now() from cluster_member");

    // What Orleans runs, with values for its parameters.
    static async Task<string> QueryAsync(StorageDatabase database, string key, params (string Name, string Value)[] values)
    {
        var text = await database.ScalarAsync<string>($"select QueryText from OrleansQuery where QueryKey = '{key}'");
        (string Name, string Value)[] silo = [("@DeploymentId", "'c'"), ("@Address", "'a'"), ("@Port", "1"), ("@Generation", "1")];
        return silo.Concat(values).Aggregate(text, (query, value) => query.Replace(value.Name, value.Value, StringComparison.Ordinal));
    }
}

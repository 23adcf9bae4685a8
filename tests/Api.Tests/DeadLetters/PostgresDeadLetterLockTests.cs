using Npgsql;

namespace OrleansOrders.Api.Tests;

public sealed class PostgresDeadLetterLockTests
{
    [ServerFact]
    public async Task The_lock_is_for_one_over_all_processes_and_can_be_given_back()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var one = StorageDataSource.Create(database.ConnectionString);
        await using var other = StorageDataSource.Create(database.ConnectionString);

        await using (var taken = await new PostgresDeadLetterLock(one).TryTake(default))
        {
            Assert.NotNull(taken);
            Assert.Null(await new PostgresDeadLetterLock(other).TryTake(default));
            Assert.Null(await new PostgresDeadLetterLock(one).TryTake(default));
        }

        await using var again = await new PostgresDeadLetterLock(other).TryTake(default);
        Assert.NotNull(again);
    }
}

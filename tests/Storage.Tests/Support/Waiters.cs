using OrleansOrders.Testing;

namespace OrleansOrders.Storage.Tests;

/// <summary>Who waits for locks in the database.</summary>
static class Waiters
{
    const string Sql = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    public static Task AtLeast(StorageDatabase database, int count) =>
        Eventually.Async(() => database.ScalarAsync<long>(Sql), waiting => waiting >= count, $"{count} sessions wait for a lock");
}

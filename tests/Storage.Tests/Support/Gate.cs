using Npgsql;

namespace OrleansOrders.Storage.Tests;

/// <summary>Holds up every write to a table until it is opened, so that a test knows what waits behind the first one.</summary>
sealed class Gate : IAsyncDisposable
{
    readonly StorageDatabase _database;
    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;
    Task _first = Task.CompletedTask;

    Gate(StorageDatabase database, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_database, _connection, _transaction) = (database, connection, transaction);

    /// <summary>Closes the gate to a table, makes a first write, and returns when it waits.</summary>
    public static async Task<Gate> Close(StorageDatabase database, Func<Task> first, string table = "grain_state")
    {
        var gate = await Close(database, table);
        gate._first = first();
        await gate.SomeoneWaits();
        return gate;
    }

    public static async Task<Gate> Close(StorageDatabase database, string table = "grain_state")
    {
        var connection = await database.Outside.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"lock table {table} in share row exclusive mode", connection);
        await command.ExecuteNonQueryAsync();
        return new(database, connection, transaction);
    }

    public Task SomeoneWaits() => Waiters.AtLeast(_database, 1);

    /// <summary>Returns when the first write is done.</summary>
    public async Task Open()
    {
        await _transaction.CommitAsync();
        await _first;
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

/// <summary>Who waits for locks in the database.</summary>
static class Waiters
{
    const string Sql = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    public static Task AtLeast(StorageDatabase database, int count) =>
        Eventually.Async(() => database.ScalarAsync<long>(Sql), waiting => waiting >= count, $"{count} sessions wait for a lock");
}

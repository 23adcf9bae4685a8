using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using OrleansOrders.Testing;

namespace OrleansOrders.Storage.Tests;

/// <summary>A database of its own with the current schema.</summary>
public sealed class StorageDatabase : IAsyncDisposable
{
    readonly TestDatabase _database;

    StorageDatabase(TestDatabase database)
    {
        _database = database;
        DataSource = StorageDataSource.Create(database.ConnectionString);
        Audits = StorageDataSource.CreateForAudits(database.ConnectionString);
    }

    public NpgsqlDataSource DataSource { get; }

    public NpgsqlDataSource Audits { get; }

    public string ConnectionString => _database.ConnectionString;

    /// <summary>A connection for the test's own questions, outside the pool under test.</summary>
    public NpgsqlDataSource Outside => _database.DataSource;

    public static async Task<StorageDatabase> CreateAsync()
    {
        var database = new StorageDatabase(await TestDatabase.CreateAsync());
        await Migrator.Migrate(database.DataSource, NullLogger.Instance, CancellationToken.None);
        return database;
    }

    public Task<T> ScalarAsync<T>(string sql) => _database.ScalarAsync<T>(sql);

    public Task<int> ExecuteAsync(string sql) => _database.ExecuteAsync(sql);

    public async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = Outside.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await Audits.DisposeAsync();
        await _database.DisposeAsync();
    }
}

/// <summary>One database for the tests of a class, which keep apart by the names they use.</summary>
public sealed class SharedDatabase : IAsyncLifetime
{
    StorageDatabase? _database;

    internal StorageDatabase Database => _database ?? throw new InvalidOperationException("There is no server.");

    public async ValueTask InitializeAsync()
    {
        if (Servers.WhyNot is null) _database = await StorageDatabase.CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
    }
}

/// <summary>A data source whose way to the database leads through a proxy.</summary>
sealed class Relay : IAsyncDisposable
{
    public Relay(StorageDatabase database)
    {
        var target = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        Proxy = new(target.Host!, target.Port);
        DataSource = StorageDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = "127.0.0.1", Port = Proxy.Port }.ConnectionString);
    }

    public TcpProxy Proxy { get; }

    public NpgsqlDataSource DataSource { get; }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}

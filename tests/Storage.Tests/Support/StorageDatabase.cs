using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

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

    /// <summary>The plan of a query by the pool under test.</summary>
    public async Task<string> PlanAsync(string sql, Action<NpgsqlCommand> parameters, string options = "costs")
    {
        await using var command = DataSource.CreateCommand($"explain ({options}) {sql}");
        parameters(command);
        return string.Join('\n', await command.ReadAll(row => row.GetString(0), default));
    }

    /// <summary>Adds orders from 1 to <paramref name="count"/>, a second apart, of 50 customers; every <paramref name="pending"/>th is pending, the others are confirmed.</summary>
    public Task<int> FillAsync(int count, int pending) => ExecuteAsync(
        $$"""
        insert into grain_state (kind, key, version, customer_id, status, created_at, expires_at, is_open, ended, state)
        select 'order', 'order:' || i, 1, s ->> 'customer_id', s ->> 'status', s ->> 'created_at', s ->> 'expires_at', grain_is_open('order', s), grain_end('order', s), s
        from generate_series(1, {{count}}) i
        cross join lateral (select jsonb_build_object('customer_id', 'c' || i % 50, 'status', case when i % {{pending}} = 0 then 'pending' else 'confirmed' end,
          'created_at', to_char(timestamp '2026-01-01' + i * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          'expires_at', to_char(timestamp '2026-01-01 00:15' + i * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as s) t
        """);

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

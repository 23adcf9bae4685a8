using Npgsql;

namespace OrleansOrders.Testing;

/// <summary>An empty private database, dropped after the test with all of its connections.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    readonly string _server;
    readonly Lazy<NpgsqlDataSource> _dataSource;

    TestDatabase(string server, string name)
    {
        _server = server;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
        _dataSource = new(() => NpgsqlDataSource.Create(ConnectionString));
    }

    public string Name { get; }

    public string ConnectionString { get; }

    /// <summary>For the test's own queries; closed with the database.</summary>
    public NpgsqlDataSource DataSource => _dataSource.Value;

    /// <param name="server">A connection string to any database of the server; the shared server's when null.</param>
    public static async Task<TestDatabase> CreateAsync(string? server = null)
    {
        var database = new TestDatabase(server ?? Servers.Addresses.Postgres, UniqueName.Of("test"));
        await ExecuteAsync(database._server, $"CREATE DATABASE {database.Name}");
        return database;
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"No row: {sql}"));
    }

    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_dataSource.IsValueCreated) await _dataSource.Value.DisposeAsync();
        await using (var pooled = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(pooled);
        await ExecuteAsync(_server, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
    }

    static async Task ExecuteAsync(string server, string sql)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(unpooled);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

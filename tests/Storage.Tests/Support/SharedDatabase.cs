using OrleansOrders.Testing;

namespace OrleansOrders.Storage.Tests;

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

using Npgsql;
using OrleansOrders.Testing;

namespace OrleansOrders.Storage.Tests;

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

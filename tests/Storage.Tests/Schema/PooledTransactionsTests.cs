using Npgsql;
using static OrleansOrders.Testing.SessionSharingProxy;

namespace OrleansOrders.Storage.Tests;

public sealed class PooledTransactionsTests
{
    [ServerFact]
    public async Task The_server_itself_is_accepted()
    {
        await using var dataSource = StorageDataSource.Create(Servers.Addresses.Postgres);

        await PooledTransactions.Refuse(dataSource, default);
    }

    [ServerFact]
    public async Task A_proxy_that_gives_each_client_a_session_is_accepted()
    {
        await using var proxy = Proxy(Sharing.BySession);
        await using var dataSource = Through(proxy);

        await PooledTransactions.Refuse(dataSource, default);
    }

    // With few sessions the same one may come back by chance, with many none does.
    [ServerTheory]
    [InlineData(Sharing.LastUsedFirst, 1)]
    [InlineData(Sharing.LastUsedFirst, 2)]
    [InlineData(Sharing.LastUsedFirst, 5)]
    [InlineData(Sharing.LongestIdleFirst, 1)]
    [InlineData(Sharing.LongestIdleFirst, 2)]
    [InlineData(Sharing.LongestIdleFirst, 5)]
    public async Task A_proxy_that_gives_each_transaction_a_session_is_refused_however_it_chooses(Sharing sharing, int sessions)
    {
        await using var proxy = Proxy(sharing, sessions);
        await using var before = Through(proxy);
        var clients = new List<NpgsqlConnection>();
        for (var i = 0; i < sessions; i++) clients.Add(await before.OpenConnectionAsync());
        foreach (var client in clients) await client.DisposeAsync();
        await using var dataSource = Through(proxy);

        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => PooledTransactions.Refuse(dataSource, default));

        Assert.Contains("pool_mode=session", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    static SessionSharingProxy Proxy(Sharing sharing, int sessions = 1)
    {
        var server = new NpgsqlConnectionStringBuilder(Servers.Addresses.Postgres);
        return new(server.Host!, server.Port, sharing, sessions);
    }

    static NpgsqlDataSource Through(SessionSharingProxy proxy) =>
        StorageDataSource.Create(new NpgsqlConnectionStringBuilder(Servers.Addresses.Postgres) { Host = "127.0.0.1", Port = proxy.Port }.ConnectionString);
}

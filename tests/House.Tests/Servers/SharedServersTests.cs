using Npgsql;
using OrleansOrders.Testing;
using RabbitMQ.Client;

namespace OrleansOrders.House.Tests.Servers;

public sealed class SharedServersTests
{
    [ServerFact]
    public async Task A_test_database_is_empty_and_gone_when_disposed()
    {
        var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (n int); INSERT INTO t VALUES (7)");
        Assert.Equal(7, await database.ScalarAsync<int>("SELECT n FROM t"));

        await database.DisposeAsync();

        await using var server = NpgsqlDataSource.Create(Testing.Servers.Addresses.Postgres);
        await using var left = server.CreateCommand($"SELECT count(*) FROM pg_database WHERE datname = '{database.Name}'");
        Assert.Equal(0L, await left.ExecuteScalarAsync());
    }

    [ServerFact]
    public async Task Two_virtual_hosts_do_not_see_each_others_queues()
    {
        await using var mine = await TestVirtualHost.CreateAsync();
        await using var theirs = await TestVirtualHost.CreateAsync();
        await using var connection = await ConnectAsync(mine.ConnectionString);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("q", durable: true, exclusive: false, autoDelete: false);

        await using var other = await ConnectAsync(theirs.ConnectionString);
        await using var otherChannel = await other.CreateChannelAsync();
        var missing = await Assert.ThrowsAnyAsync<RabbitMQ.Client.Exceptions.OperationInterruptedException>(() => otherChannel.QueueDeclarePassiveAsync("q"));

        Assert.Equal(404, (int?)missing.ShutdownReason?.ReplyCode);
    }

    [Fact]
    public void The_management_port_follows_the_brokers_convention_unless_it_is_given()
    {
        Assert.Equal(new Uri("http://broker:15672"), Testing.Servers.Management("amqp://u:p@broker/v", null));
        Assert.Equal(new Uri("http://broker:16000"), Testing.Servers.Management("amqp://u:p@broker:6000/v", ""));
        Assert.Equal(new Uri("http://other:1"), Testing.Servers.Management("amqp://u:p@broker:6000/v", "http://other:1"));
    }

    internal static async Task<IConnection> ConnectAsync(string uri) =>
        await new ConnectionFactory { Uri = new(uri), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
}

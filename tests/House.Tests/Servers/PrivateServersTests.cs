using Npgsql;
using OrleansOrders.Testing;
using RabbitMQ.Client;

namespace OrleansOrders.House.Tests.Servers;

public sealed class PrivateServersTests
{
    [PrivateServerFact]
    public async Task A_stopped_and_a_killed_broker_come_back_where_they_were_with_queues_and_messages()
    {
        await using var broker = await PrivateBroker.StartNewAsync();
        var address = broker.ConnectionString;
        await WithChannelAsync(address, channel => channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false));

        // In good order, and not killed: of a queue declared moments before a crash RabbitMQ promises nothing.
        await broker.StopAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => SharedServersTests.ConnectAsync(address));
        await broker.StartAsync();
        Assert.Equal(address, broker.ConnectionString);
        await WithChannelAsync(address, channel => channel.BasicPublishAsync("", "kept", mandatory: true, new BasicProperties { Persistent = true }, new byte[] { 1 }).AsTask());

        await broker.KillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => SharedServersTests.ConnectAsync(address));
        await broker.StartAsync();
        await WithChannelAsync(address, async channel => Assert.Equal(1u, (await channel.QueueDeclarePassiveAsync("kept")).MessageCount));
    }

    static async Task WithChannelAsync(string address, Func<IChannel, Task> work)
    {
        await using var connection = await SharedServersTests.ConnectAsync(address);
        await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await work(channel);
    }

    [PrivateServerFact]
    public Task A_stopped_database_comes_back_where_it_was_with_its_rows() => ComesBackAsync(postgres => postgres.StopAsync());

    [PrivateServerFact]
    public Task A_killed_database_comes_back_where_it_was_with_its_rows() => ComesBackAsync(postgres => postgres.KillAsync());

    static async Task ComesBackAsync(Func<PrivatePostgres, Task> end)
    {
        await using var postgres = await PrivatePostgres.StartNewAsync();
        var address = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Pooling = false }.ConnectionString;
        await using var server = NpgsqlDataSource.Create(address);
        await using var write = server.CreateCommand("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
        await write.ExecuteNonQueryAsync();

        await end(postgres);
        await using var read = server.CreateCommand("SELECT n FROM kept");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => read.ExecuteScalarAsync());
        await postgres.StartAsync();

        Assert.Equal(7, await read.ExecuteScalarAsync());
    }
}

using Npgsql;
using OrleansOrders.Testing;
using RabbitMQ.Client;

namespace OrleansOrders.House.Tests.Servers;

public sealed class PrivateServersTests
{
    [PrivateServerFact]
    public async Task A_killed_broker_comes_back_where_it_was_with_its_durable_messages()
    {
        await using var broker = await PrivateBroker.StartNewAsync();
        var address = broker.ConnectionString;
        await using (var connection = await SharedServersTests.ConnectAsync(address))
        {
            await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false);
            await channel.BasicPublishAsync("", "kept", mandatory: true, new BasicProperties { Persistent = true }, new byte[] { 1 });
            await broker.KillAsync();
        }

        await Assert.ThrowsAnyAsync<Exception>(() => SharedServersTests.ConnectAsync(address));
        await broker.StartAsync();

        Assert.Equal(address, broker.ConnectionString);
        await using var again = await SharedServersTests.ConnectAsync(address);
        await using var reader = await again.CreateChannelAsync();
        Assert.Equal(1u, (await reader.QueueDeclarePassiveAsync("kept")).MessageCount);
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

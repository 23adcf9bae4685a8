using RabbitMQ.Client;

namespace OrleansOrders.Floor;

/// <summary>Quorum queues.</summary>
static class Queues
{
    static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    public static async Task Declare(IConnection connection, params IEnumerable<string> names)
    {
        await using var channel = await connection.CreateChannelAsync();
        foreach (var name in names) await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, Quorum);
    }
}

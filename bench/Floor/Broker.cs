using RabbitMQ.Client;

namespace OrleansOrders.Floor;

/// <summary>What both programs ask of the broker in the same way.</summary>
static class Broker
{
    static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    /// <summary>A channel on which a publish ends when the broker has confirmed it.</summary>
    public static Task<IChannel> OpenConfirming(IConnection connection) => connection.CreateChannelAsync(Confirmed);

    /// <summary>Declares quorum queues.</summary>
    public static async Task DeclareQueues(IConnection connection, params IEnumerable<string> names)
    {
        await using var channel = await connection.CreateChannelAsync();
        foreach (var name in names) await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, Quorum);
    }
}

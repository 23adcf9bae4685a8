using RabbitMQ.Client;

namespace OrleansOrders.Floor;

/// <summary>Publishes persistent messages to one quorum queue, each confirmed before its publish ends.</summary>
sealed class FloorPublisher(IChannel channel, string queue) : IAsyncDisposable
{
    static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    public static async Task<FloorPublisher> Open(IConnection connection, string queue)
    {
        var channel = await connection.CreateChannelAsync(new(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null));
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, Quorum);
        return new(channel, queue);
    }

    /// <summary>Returns when the broker has confirmed.</summary>
    public ValueTask Publish(string id, ReadOnlyMemory<byte> body) => channel.BasicPublishAsync(
        "", queue, mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent, MessageId = id, CorrelationId = id }, body);

    public ValueTask DisposeAsync() => channel.DisposeAsync();
}

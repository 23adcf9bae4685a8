using RabbitMQ.Client;

namespace OrleansOrders.Floor;

/// <summary>Publishes persistent messages of one routing key, each confirmed before its publish ends.</summary>
/// <param name="channel">May be shared with others.</param>
/// <param name="exchange">Empty for the default exchange, whose keys are names of queues.</param>
/// <param name="key">The routing key.</param>
sealed class Publisher(IChannel channel, string exchange, string key)
{
    static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    public static Task<IChannel> OpenChannel(IConnection connection) => connection.CreateChannelAsync(Confirmed);

    /// <summary>Returns when the broker has confirmed.</summary>
    public ValueTask Publish(PostedOrder order) => channel.BasicPublishAsync(
        exchange, key, mandatory: exchange.Length == 0,
        new BasicProperties { DeliveryMode = DeliveryModes.Persistent, MessageId = order.Id, CorrelationId = order.Id }, order.Body);
}

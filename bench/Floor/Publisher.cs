using RabbitMQ.Client;

namespace OrleansOrders.Floor;

/// <summary>Publishes with confirms, each publish ended when the broker has confirmed.</summary>
static class Publisher
{
    static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    public static Task<IChannel> OpenChannel(IConnection connection) => connection.CreateChannelAsync(Confirmed);
}

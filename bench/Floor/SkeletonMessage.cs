using OrleansOrders.Contracts;
using OrleansOrders.RabbitMq;
using RabbitMQ.Client;

namespace OrleansOrders.Floor;

/// <summary>A kind of message: for one queue, or an announcement without a queue. Names and properties are the system's.</summary>
/// <param name="Exchange">A topic exchange.</param>
/// <param name="RoutingKey">What it is published with.</param>
/// <param name="Binding">What the queue is bound with, and the type.</param>
/// <param name="Queue">A quorum queue; null for an announcement that no queue is bound for.</param>
sealed record SkeletonMessage(string Exchange, string RoutingKey, string Binding, string? Queue)
{
    public static readonly SkeletonMessage Placed = new(Exchanges.OrderEvents, RoutingKeys.OrderPlacedIn("USD"), RoutingKeys.OrderPlacedInAnyCurrency, Queues.OrderPlaced);
    public static readonly SkeletonMessage Reserved = new(Exchanges.InventoryEvents, RoutingKeys.InventoryReserved, RoutingKeys.InventoryReserved, Queues.PaymentRequests);
    public static readonly SkeletonMessage Paid = new(Exchanges.PaymentEvents, RoutingKeys.PaymentSucceeded, RoutingKeys.PaymentSucceeded, null);
    public static readonly SkeletonMessage Confirmed = new(Exchanges.OrderEvents, RoutingKeys.OrderConfirmed, RoutingKeys.OrderConfirmed, null);

    const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    public static async Task Declare(IConnection connection)
    {
        SkeletonMessage[] all = [Placed, Reserved, Paid, Confirmed];
        await Broker.DeclareQueues(connection, all.Select(message => message.Queue).OfType<string>());
        await using var channel = await connection.CreateChannelAsync();
        foreach (var exchange in all.Select(message => message.Exchange).Append(Exchanges.Notifications).Distinct())
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true);
        foreach (var message in all)
        {
            if (message.Queue is { } queue) await channel.QueueBindAsync(queue, message.Exchange, message.Binding);
        }
    }

    /// <summary>The notification. Returns when the broker has confirmed.</summary>
    public static ValueTask Tell(IChannel channel, SkeletonOrder order) =>
        channel.BasicPublishAsync(
        Exchanges.Notifications, RoutingKeys.ClientOrder(order.CustomerId, order.Id), mandatory: false, Properties(order, Confirmed.Binding), order.Body);

    /// <summary>Returns when the broker has confirmed.</summary>
    public ValueTask Publish(IChannel channel, SkeletonOrder order) =>
        channel.BasicPublishAsync(Exchange, RoutingKey, mandatory: Queue is not null, Properties(order, Binding), order.Body);

    static BasicProperties Properties(SkeletonOrder order, string type) => new()
    {
        MessageId = $"{order.Id}:1:{type}",
        Type = type,
        CorrelationId = order.Id,
        ContentType = "application/json",
        DeliveryMode = DeliveryModes.Persistent,
        Timestamp = new(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()),
        AppId = "orleans-orders",
        Headers = new Dictionary<string, object?> { [MessageHeaders.Attempt] = 1, [MessageHeaders.TraceParent] = TraceParent },
    };
}

namespace OrleansOrders.RabbitMq;

/// <param name="Ready">Messages waiting to be delivered; those with a consumer, not yet acknowledged, are not among them.</param>
/// <param name="Consumers">Subscriptions of all processes.</param>
public sealed record QueueDepth(long Ready, int Consumers);

using RabbitMQ.Client;

namespace OrleansOrders.Simulation;

/// <summary>A subscription.</summary>
sealed record SimConsumer(SimChannel Channel, SimQueue Queue, string Tag, bool AutoAck, IAsyncBasicConsumer Handler);

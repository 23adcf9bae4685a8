namespace OrleansOrders.RabbitMq;

/// <summary>That this process consumes <paramref name="Queue"/>, and with what.</summary>
internal sealed record ConsumerRegistration(string Queue, Func<IServiceProvider, HandlerInvoker, Settler, InHand, RabbitMqOptions, IWorker> Worker);

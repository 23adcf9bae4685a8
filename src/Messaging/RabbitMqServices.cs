using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Messaging;

public static class RabbitMqServices
{
    /// <summary>
    /// <see cref="IMessagePublisher"/>, <see cref="IQueueInspector"/>, <see cref="IBrokerHealth"/>, and the connections behind them. Declares the topology at
    /// the first connect. A broker that is away at start is waited for in the background; one that refuses us, or has a queue with other
    /// arguments, fails the start.
    /// </summary>
    public static IServiceCollection AddRabbitMq(this IServiceCollection services, IConfiguration configuration) =>
        throw new NotImplementedException();

    /// <summary>Consumes <paramref name="queue"/> with <typeparamref name="THandler"/>, from when everything else has started until before anything else stops.</summary>
    public static IServiceCollection AddQueueConsumer<THandler>(this IServiceCollection services, string queue)
        where THandler : class, IMessageHandler => throw new NotImplementedException();

    /// <summary>As <see cref="AddQueueConsumer{THandler}"/>, in batches.</summary>
    public static IServiceCollection AddBatchConsumer<THandler>(this IServiceCollection services, string queue)
        where THandler : class, IBatchMessageHandler => throw new NotImplementedException();
}

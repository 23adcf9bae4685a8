#pragma warning disable RS0030 // The system's clock and randomness are what is passed in.
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace OrleansOrders.RabbitMq;

public static class RabbitMqServices
{
    /// <summary>
    /// Registers <see cref="IMessagePublisher"/>, <see cref="IQueueInspector"/>, <see cref="IBrokerHealth"/> and the connections. Declares
    /// <paramref name="topology"/> on the first connection. If the broker is unreachable at start, the process waits for it in the
    /// background. If it rejects the connection or has a queue with other arguments, the start fails with
    /// <see cref="BrokerRefusedException"/> or <see cref="TopologyMismatchException"/>.
    /// </summary>
    public static IServiceCollection AddRabbitMq(this IServiceCollection services, IConfiguration configuration, Topology topology)
    {
        services.AddValidatedOptions<RabbitMqOptions, MessagingOptionsValidator>(configuration, RabbitMqOptions.Section)
            .Configure(options => options.Uri = configuration.GetConnectionString(RabbitMqOptions.ConnectionStringName) ?? options.Uri)
            .Validate(
                options => options.QueueConcurrency.Keys.All(name => topology.Queues.Any(queue => queue.Name == name)),
                $"{RabbitMqOptions.Section}:{nameof(RabbitMqOptions.QueueConcurrency)} names a queue that is not one of {string.Join(", ", topology.Queues.Select(queue => queue.Name))}.");
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(TaskScheduler.Default);
        services.TryAddSingleton<IUniqueIds, UniqueIds>();
        services.TryAddSingleton<Jitter>(Random.Shared.NextDouble);

        services.AddSingleton(topology);
        services.AddSingleton<MessagingTelemetry>();
        services.TryAddSingleton<IConnectionSource, BrokerAddress>();
        services.AddSingleton<TopologyDeclarer>();
        services.AddSingleton<Connections>();
        services.AddSingleton(provider => new ConfirmedPublisher(
            provider.GetRequiredService<Connections>().Publishing, topology, provider.GetRequiredService<IOptions<RabbitMqOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<TaskScheduler>(), provider.GetRequiredService<MessagingTelemetry>()));
        services.AddSingleton<IMessagePublisher, MessagePublisher>();
        services.AddSingleton<IQueueInspector, QueueInspector>();
        services.AddSingleton<IBrokerHealth, BrokerHealthMonitor>();
        services.AddSingleton<Settler>();
        services.AddSingleton<Consumers>();

        services.AddHostedService<ConnectionHost>();
        services.AddHostedService<ConsumerHost>();
        return services;
    }

    /// <summary>
    /// Consumes <paramref name="queue"/> with <typeparamref name="THandler"/>, from after all other services have started until before any
    /// of them stops.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The queue is not a work queue of the topology that <see cref="AddRabbitMq"/> was given before, or it already has a consumer.
    /// </exception>
    public static IServiceCollection AddQueueConsumer<THandler>(this IServiceCollection services, string queue)
        where THandler : class, IMessageHandler
    {
        services.TryAddSingleton<THandler>();
        if (services.LastOrDefault(service => service.ServiceType == typeof(Topology))?.ImplementationInstance is not Topology topology || !topology.IsWorkQueue(queue))
            throw new ArgumentException($"'{queue}' is not a queue that can be consumed.");
        if (services.Any(service => service.ImplementationInstance is ConsumerRegistration other && other.Queue == queue))
            throw new ArgumentException($"'{queue}' has a consumer already.");
        return services.AddSingleton(new ConsumerRegistration(queue, (provider, invoker, settler, inHand, options) =>
            new SingleWorker(provider.GetRequiredService<THandler>(), invoker, settler, inHand, options.ConcurrencyOf(queue))));
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Messaging;

public static class RabbitMqServices
{
    /// <summary>
    /// <see cref="IMessagePublisher"/>, <see cref="IQueueInspector"/>, <see cref="IBrokerHealth"/>, and the connections behind them. Declares the topology at
    /// the first connect. A broker that is away at start is waited for in the background; one that refuses us, or has a queue with other
    /// arguments, fails the start with <see cref="BrokerRefusedException"/> or <see cref="TopologyMismatchException"/>.
    /// </summary>
    public static IServiceCollection AddRabbitMq(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RabbitMqOptions>()
            .Bind(configuration.GetSection(RabbitMqOptions.Section))
            .Configure(options => options.Uri = configuration.GetConnectionString(RabbitMqOptions.ConnectionStringName) ?? options.Uri)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<RabbitMqOptions>, RabbitMqOptionsValidator>();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(TaskScheduler.Default);
        services.TryAddSingleton<IUniqueIds, UniqueIds>();

        services.AddSingleton<MessagingTelemetry>();
        services.TryAddSingleton<IConnectionSource, BrokerAddress>();
        services.AddSingleton<TopologyDeclarer>();
        services.AddSingleton<Connections>();
        services.AddSingleton(provider => new ConfirmedPublisher(
            provider.GetRequiredService<Connections>().Publishing, provider.GetRequiredService<IOptions<RabbitMqOptions>>().Value,
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

    /// <summary>Consumes <paramref name="queue"/> with <typeparamref name="THandler"/>, from when everything else has started until before anything else stops.</summary>
    /// <exception cref="ArgumentException">Not a work queue of ours, or it has a consumer already.</exception>
    public static IServiceCollection AddQueueConsumer<THandler>(this IServiceCollection services, string queue)
        where THandler : class, IMessageHandler
    {
        services.TryAddSingleton<THandler>();
        return services.AddConsumer(new(queue, (provider, invoker, settler, inHand, options) =>
            new SingleWorker(provider.GetRequiredService<THandler>(), invoker, settler, inHand, options.ConcurrencyOf(queue))));
    }

    /// <summary>As <see cref="AddQueueConsumer{THandler}"/>, in batches.</summary>
    public static IServiceCollection AddBatchConsumer<THandler>(this IServiceCollection services, string queue)
        where THandler : class, IBatchMessageHandler
    {
        services.TryAddSingleton<THandler>();
        return services.AddConsumer(new(queue, (provider, invoker, settler, inHand, options) =>
            new BatchWorker(provider.GetRequiredService<THandler>(), invoker, settler, inHand, options.BatchSize)));
    }

    static IServiceCollection AddConsumer(this IServiceCollection services, ConsumerRegistration registration)
    {
        if (!BrokerTopology.Queues.Any(queue => queue.Name == registration.Queue && queue.Retries))
            throw new ArgumentException($"'{registration.Queue}' is not a queue that can be consumed.");
        if (services.Any(service => service.ImplementationInstance is ConsumerRegistration other && other.Queue == registration.Queue))
            throw new ArgumentException($"'{registration.Queue}' has a consumer already.");
        return services.AddSingleton(registration);
    }
}

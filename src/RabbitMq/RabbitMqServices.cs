using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace OrleansOrders.RabbitMq;

public static class RabbitMqServices
{
    /// <summary>
    /// <see cref="IMessagePublisher"/>, <see cref="IQueueInspector"/>, <see cref="IBrokerHealth"/>, and the connections behind them. Declares <paramref name="topology"/> at
    /// the first connect. A broker that is away at start is waited for in the background; one that refuses us, or has a queue with other
    /// arguments, fails the start with <see cref="BrokerRefusedException"/> or <see cref="TopologyMismatchException"/>.
    /// </summary>
    public static IServiceCollection AddRabbitMq(this IServiceCollection services, IConfiguration configuration, Topology topology)
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
        if (topology.Former is { } former)
        {
            services.AddSingleton(former);
            services.AddSingleton<IFormerQueue, FormerQueue>();
        }

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
        if (services.LastOrDefault(service => service.ServiceType == typeof(Topology))?.ImplementationInstance is not Topology topology || !topology.IsWorkQueue(queue))
            throw new ArgumentException($"'{queue}' is not a queue that can be consumed.");
        if (services.Any(service => service.ImplementationInstance is ConsumerRegistration other && other.Queue == queue))
            throw new ArgumentException($"'{queue}' has a consumer already.");
        return services.AddSingleton(new ConsumerRegistration(queue, (provider, invoker, settler, inHand, options) =>
            new SingleWorker(provider.GetRequiredService<THandler>(), invoker, settler, inHand, options.ConcurrencyOf(queue))));
    }
}

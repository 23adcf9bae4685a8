using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OrleansOrders.RabbitMq;

public static class DeadLetterServices
{
    /// <summary>
    /// <see cref="IDeadLetterDesk"/>; needs <see cref="RabbitMqServices.AddRabbitMq"/>. Where several processes share a broker, register an
    /// <see cref="IDeadLetterLock"/> that they share before.
    /// </summary>
    public static IServiceCollection AddDeadLetterDesk(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<DeadLetterOptions>().Bind(configuration.GetSection(DeadLetterOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IDeadLetterLock, LocalDeadLetterLock>();
        services.TryAddSingleton<PublishCopy>(provider => provider.GetRequiredService<ConfirmedPublisher>().Publish);
        services.TryAddSingleton<IDeadLetterDesk, DeadLetterDesk>();
        return services;
    }
}

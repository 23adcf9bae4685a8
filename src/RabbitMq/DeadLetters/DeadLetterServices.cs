using System.ComponentModel.DataAnnotations;
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

/// <summary>Section <c>DeadLetters</c>. Checked at start.</summary>
public sealed class DeadLetterOptions
{
    public const string Section = "DeadLetters";

    /// <summary>
    /// Most letters that one look goes through, the oldest first; default 10,000, 1 to 50,000, which the broker can hand out to one consumer. All of
    /// them travel here and back each time.
    /// </summary>
    [Range(1, 50_000)]
    public int MaxLetters { get; set; } = 10_000;

    /// <summary>How long one who asks waits while someone else looks; default 5 s, 0 to 1 min. Less than what clients wait for an answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan LockWait { get; set; } = TimeSpan.FromSeconds(5);
}

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OrleansOrders.RabbitMq;

public static class DeadLetterServices
{
    /// <summary>
    /// Registers <see cref="IDeadLetterDesk"/>; requires <see cref="RabbitMqServices.AddRabbitMq"/>. If several processes share a broker,
    /// register a shared <see cref="IDeadLetterLock"/> first.
    /// </summary>
    public static IServiceCollection AddDeadLetterDesk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<DeadLetterOptions, MessagingOptionsValidator>(configuration, DeadLetterOptions.Section);
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
    /// Maximum number of letters per scan, the oldest first; default 10,000, 1 to 50,000 (bounded by the prefetch of one consumer). Each
    /// scan transfers all of them and requeues them.
    /// </summary>
    [Range(1, 50_000)]
    public int MaxLetters { get; set; } = 10_000;

    /// <summary>How long a request waits while another scan runs; default 5 s, 0 to 1 min. Shorter than the timeout of clients.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan LockWait { get; set; } = TimeSpan.FromSeconds(5);
}

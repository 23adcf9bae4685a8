using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Storage;

/// <summary>Everything that is read and remembered past the grains.</summary>
public static class ReaderServices
{
    /// <summary>Over the registered <c>NpgsqlDataSource</c>.</summary>
    public static IServiceCollection AddReaders(this IServiceCollection services)
    {
        services.AddSingleton<IOrderReads, OrderReader>();
        services.AddSingleton<IOpenOrderReads, OpenOrders>();
        services.AddSingleton<IInventoryReads, InventoryReader>();
        services.AddSingleton<IIdempotencyStore, IdempotencyKeys>();

        // One log: it remembers how far it was settled.
        services.AddSingleton<NotificationLog>();
        services.AddSingleton<INotificationReads>(provider => provider.GetRequiredService<NotificationLog>());
        services.AddSingleton<INotificationTail>(provider => provider.GetRequiredService<NotificationLog>());
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Storage;

/// <summary>Registration of everything that reads or writes the database without grains.</summary>
public static class ReaderServices
{
    /// <summary>Registers the readers on the registered <c>NpgsqlDataSource</c>.</summary>
    public static IServiceCollection AddReaders(this IServiceCollection services)
    {
        services.AddSingleton<IOrderReads, OrderReader>();
        services.AddSingleton<IOpenOrderReads, OpenOrders>();
        services.AddSingleton<IInventoryReads, InventoryReader>();
        services.AddSingleton<IIdempotencyKeys, IdempotencyKeys>();

        // One instance: it keeps the settled position.
        services.AddSingleton<NotificationLog>();
        services.AddSingleton<INotificationReads>(provider => provider.GetRequiredService<NotificationLog>());
        services.AddSingleton<INotificationTail>(provider => provider.GetRequiredService<NotificationLog>());
        return services;
    }
}

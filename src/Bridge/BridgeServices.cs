using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Bridge;

/// <summary>Registration of the bridge between RabbitMQ and the grains.</summary>
public static class BridgeServices
{
    /// <summary>
    /// Registers a consumer for every queue; any number of processes may consume in parallel. Requires grains, storage and
    /// <see cref="RabbitMqServices.AddRabbitMq"/>.
    /// </summary>
    public static IServiceCollection AddBridge(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<PaymentOptions, BridgeOptionsValidator>(configuration, PaymentOptions.Section);
        services.AddValidatedOptions<ReconcilerOptions, BridgeOptionsValidator>(configuration, ReconcilerOptions.Section);

        services.TryAddSingleton(TaskScheduler.Default);
        services.AddGrainRetry();
        services.AddQueueConsumer<OrderPlacedHandler>(Queues.OrderPlaced);
        services.AddQueueConsumer<OrderStatusHandler>(Queues.OrderStatus);
        services.AddQueueConsumer<StockAdjustmentHandler>(Queues.InventoryAdjustments);
        var external = configuration.GetSection(PaymentOptions.Section).GetValue<PaymentMode>(nameof(PaymentOptions.Mode)) is PaymentMode.External;
        services.AddSingleton(new OptionalBindings(BrokerTopology.PaymentAnswers, external));
        if (!external)
        {
            services.TryAddSingleton<IPaymentGateway, SimulatedGateway>();
            services.AddSingleton<PaymentProcessor>();
            services.AddSingleton<PaymentWorker>();
            services.AddQueueConsumer<PaymentRequestHandler>(Queues.PaymentRequests);
        }

        services.AddReconciler();
        return services;
    }

    static void AddReconciler(this IServiceCollection services)
    {
        services.TryAddSingleton<IReconcilerLease, PostgresReconcilerLease>();
        services.AddSingleton<LostOrders>();
        services.AddSingleton<ExpiredOrders>();
        services.AddHostedService<Reconciler>();
    }
}

[OptionsValidator]
sealed partial class BridgeOptionsValidator : IValidateOptions<PaymentOptions>, IValidateOptions<ReconcilerOptions>;

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace OrleansOrders.Api;

/// <summary>Registration of the HTTP API.</summary>
public static class OrdersApiServices
{
    /// <summary>
    /// Registers the services of the endpoints. The host must also register <see cref="ReaderServices.AddReaders"/>,
    /// <c>NpgsqlDataSource</c> (and the one for audits under the key <c>Auditor</c>), <c>IGrainFactory</c> and <c>AddRabbitMq</c>. Reads
    /// the sections <c>Api</c>, <c>RateLimits</c>, <c>Notifications</c> and <c>DeadLetters</c>.
    /// </summary>
    public static IServiceCollection AddOrdersApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<ApiOptions, ApiOptionsValidator>(configuration, ApiOptions.Section);
        services.AddValidatedOptions<NotificationStreamOptions, ApiOptionsValidator>(configuration, NotificationStreamOptions.Section);
        services.AddGrainRetry();
        services.AddExceptionHandler<FailureHandler>();
        services.AddMetrics();
        services.AddSingleton<ApiTelemetry>();
        services.AddAudits();
        services.TryAddSingleton<IOrderIdSource, OrderIdSource>();
        services.AddSingleton<OrderAnnouncer>();
        services.AddSingleton<OrderIntake>();
        services.AddSingleton<OrderWaiter>();
        services.AddSingleton<LowStockAnnouncer>();
        services.AddSingleton<OrderCancellation>();
        services.AddSingleton<NotificationHub>();
        services.AddHostedService<NotificationFollower>();
        services.TryAddSingleton<IDeadLetterLock, PostgresDeadLetterLock>();
        services.TryAddSingleton<IDeadLetterDryRun, DeadLetterDryRun>();
        services.AddDeadLetterDesk(configuration);

        services.ConfigureHttpJsonOptions(json =>
        {
            ApiJson.Configure(json.SerializerOptions);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });
        services.AddRequestLimits(configuration);
        services.AddOrdersOpenApi();
        return services;
    }

    /// <summary>Maps every endpoint, and returns a problem document for every error of the application.</summary>
    public static void MapOrdersApi(this WebApplication app)
    {
        app.UseProblems();
        app.Use(SameOrigin.Require);
        app.UseRequestLimits();
        app.MapOrders();
        app.MapInventory();
        app.MapNotifications();
        app.MapDeadLetters();
        app.MapAdmin();
        app.MapOpenApi("/openapi/v1.json");
    }

    static void AddAudits(this IServiceCollection services)
    {
        services.TryAddSingleton<IDeadLetteredOrders, DeadLetteredOrders>();
        services.TryAddSingleton(provider => new Auditor(
            provider.GetRequiredKeyedService<NpgsqlDataSource>(nameof(Auditor)), provider.GetRequiredService<IDeadLetteredOrders>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<Audits>();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OrleansOrders.Grains;

/// <summary>What callers of grains need.</summary>
public static class GrainCallServices
{
    /// <summary><see cref="GrainRetry"/>, by the clock and the randomness that are registered, else the system's.</summary>
    public static IServiceCollection AddGrainRetry(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.TryAddSingleton<GrainRetry>();
        return services;
    }
}

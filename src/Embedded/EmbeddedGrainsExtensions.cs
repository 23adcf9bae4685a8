using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Embedded;

/// <summary>Hosts grains in this process.</summary>
public static class EmbeddedGrainsExtensions
{
    /// <summary>
    /// Registers <see cref="Orleans.IGrainFactory"/>, <see cref="IGrainStatistics"/> and a hosted service that checks every grain class at
    /// start and drains at stop. Storage providers are keyed <see cref="Orleans.Storage.IGrainStorage"/> services under their name.
    /// </summary>
    public static IServiceCollection AddEmbeddedGrains(this IServiceCollection services, Action<EmbeddedOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        throw new NotImplementedException();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using OrleansOrders.Testing;

namespace OrleansOrders.Conformance.Tests;

public sealed partial class EngineHost
{
    /// <summary>
    /// How long a cancellation may take to reach a call that waits. It travels apart from calls, and there is no sign of its arrival; a call that
    /// starts before it arrives may not see its token fire at all, so what must not start is not let go before that time.
    /// </summary>
    internal static readonly TimeSpan CancellationTravels = TimeSpan.FromSeconds(2);

    static void AddEngine(HostApplicationBuilder builder, EngineSettings settings) =>
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort.Find(), FreePort.Find(), clusterId: Guid.NewGuid().ToString("N"));
            silo.Services.AddSerializer(serializer => serializer.AddAssembly(typeof(EngineHost).Assembly));
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = settings.ResponseTimeout);
            silo.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = settings.ResponseTimeout);
            silo.Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionAge = settings.CollectionAge;
                options.CollectionQuantum = settings.CollectionQuantum;
            });
        });
}

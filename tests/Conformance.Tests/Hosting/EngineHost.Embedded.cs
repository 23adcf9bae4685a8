using Microsoft.Extensions.Hosting;
using OrleansOrders.Embedded;

namespace OrleansOrders.Conformance.Tests;

public sealed partial class EngineHost
{
    static void AddEngine(HostApplicationBuilder builder, EngineSettings settings) =>
        builder.Services.AddEmbeddedGrains(options =>
        {
            options.GrainAssemblies.Add(typeof(EngineHost).Assembly);
            options.ResponseTimeout = settings.ResponseTimeout;
            options.CollectionAge = settings.CollectionAge;
            options.CollectionQuantum = settings.CollectionQuantum;
        });
}

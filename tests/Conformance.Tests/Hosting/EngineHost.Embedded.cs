using Microsoft.Extensions.Hosting;
using OrleansOrders.Embedded;

namespace OrleansOrders.Conformance.Tests;

public sealed partial class EngineHost
{
    /// <summary>How long a cancellation may take to reach a call that waits: none, it is part of the cancellation.</summary>
    internal static readonly TimeSpan CancellationTravels = TimeSpan.Zero;

    static void AddEngine(HostApplicationBuilder builder, EngineSettings settings) =>
        builder.Services.AddEmbeddedGrains(options =>
        {
            options.GrainAssemblies.Add(typeof(EngineHost).Assembly);
            options.ResponseTimeout = settings.ResponseTimeout;
            options.CollectionAge = settings.CollectionAge;
            options.CollectionQuantum = settings.CollectionQuantum;
        });
}

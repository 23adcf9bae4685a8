using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Storage;
using SimulatedSilo;

namespace OrleansOrders.Simulation;

/// <summary>Composes a process of the real parts, with the world's clock, tasks, random numbers, broker and database behind their ports.</summary>
static class Composition
{
    static readonly IConfiguration Nothing = new ConfigurationBuilder().Build();
    static readonly JsonSerializerOptions Json = new(StoredJson.Default.Options);
    static readonly GrainCatalog Grains = new([typeof(OrderGrain).Assembly, typeof(Order).Assembly], "OrleansOrders", "Npgsql");

    public static ServiceProvider Of(SimProcess process, TimeProvider time, int seed)
    {
        var services = new ServiceCollection();
        AddWorld(services, process, time, seed);
        services.AddRabbitMq(Nothing, BrokerTopology.Declared);
        if (process.Roles.HasFlag(SimRole.Silo)) AddSilo(services, process);
        else AddClient(services, process, time);
        if (process.Roles.HasFlag(SimRole.Bridge)) services.AddBridge(Nothing);
        if (process.Roles.HasFlag(SimRole.Api)) AddApi(services);
        return services.BuildServiceProvider();
    }

    static void AddWorld(ServiceCollection services, SimProcess process, TimeProvider time, int seed)
    {
        var world = process.World;
        var random = new Random(seed);
        var statements = new ProcessStatements(world.Database, process);
        var reads = new SimReads(statements, world.Database.Tables);
        services.AddSingleton(process);
        services.AddSingleton(world);
        services.AddSingleton(time);
        services.AddSingleton<TaskScheduler>(process.Door);
        services.AddSingleton(random);
        services.AddSingleton<IUniqueIds>(new SeededIds(random));
        // No jitter: the plan and the delays of the network already separate attempts.
        services.AddSingleton<Jitter>(() => 0);
        services.AddSingleton<IOrderIdSource>(new SeededIds(random));
        services.AddSingleton<IMeterFactory>(SharedMeters.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(TraceLogger<>));
        services.AddSingleton<IConnectionSource>(new SimConnectionSource(process));
        services.AddSingleton<IPaymentGateway>(world.Gateway);
        services.AddSingleton<IReconcilerLease>(new SimReconcilerLease(world, statements, process));
        services.AddSingleton<IOrderReads>(reads);
        services.AddSingleton<IOpenOrderReads>(reads);
        services.AddSingleton<IIdempotencyKeys>(reads);
        services.AddSingleton<ISimStatements>(statements);
        services.AddSingleton(Options.Create(SimSettings.RabbitMq));
        services.AddSingleton(Options.Create(SimSettings.Payments));
        services.AddSingleton(Options.Create(SimSettings.Reconciler));
        services.AddSingleton(Options.Create(SimSettings.Orders));
        services.AddSingleton(Options.Create(SimSettings.Inventory));
        services.AddSingleton(Options.Create(SimSettings.Api));
        services.AddSingleton(Options.Create(new DeadLetterOptions()));
    }

    static void AddClient(ServiceCollection services, SimProcess process, TimeProvider time)
    {
        var client = new SimClient(Grains, new SimNetwork(process.World), time, SimSettings.ClientResponseTimeout);
        services.AddSingleton<IGrainFactory>(provider => new SimGrainFactory(Grains, provider, client));
    }

    static void AddSilo(ServiceCollection services, SimProcess process)
    {
        var tables = process.World.Database.Tables;
        services.AddSimulatedSilo(Grains, new()
        {
            Scheduler = process.Door,
            ResponseTimeout = SimSettings.SiloResponseTimeout,
            MaxActivations = SimSettings.MaxActivations,
            CollectionQuantum = TimeSpan.FromSeconds(20),
            CollectionAge = TimeSpan.FromSeconds(45),
        });
        services.AddSingleton<IStockLedger>(provider => new PostgresStockLedger(
            new SimStockRows(provider.GetRequiredService<ISimStatements>(), tables), new(), provider.GetRequiredService<TimeProvider>(), process.Door));
        services.AddSingleton(provider => new GroupCommitGrainStorage(
            new SimGrainRows(provider.GetRequiredService<ISimStatements>(), tables), Json, new(), provider.GetRequiredService<TimeProvider>(), process.Door));
        services.AddKeyedSingleton<IGrainStorage>(OrderGrain.Storage, (provider, _) => provider.GetRequiredService<GroupCommitGrainStorage>());
    }

    static void AddApi(ServiceCollection services)
    {
        services.AddGrainRetry();
        services.AddSingleton<IHostApplicationLifetime, SimLifetime>();
        services.AddSingleton<ApiTelemetry>();
        services.AddSingleton<OrderAnnouncer>();
        services.AddSingleton<OrderIntake>();
        services.AddSingleton<OrderWaiter>();
        services.AddSingleton<OrderCancellation>();
        services.AddSingleton<IDeadLetterLock, SimDeadLetterLock>();
        services.AddDeadLetterDesk(Nothing);
    }
}

using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans;
using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.TestingHost;
using OrleansOrders.Storage;

namespace OrleansOrders.Grains.Tests;

/// <summary>Silos in this process with the real grains on a real database; each silo has storage of its own, as processes have.</summary>
sealed class GrainCluster : IAsyncDisposable
{
    readonly NpgsqlDataSource _dataSource;
    readonly GrainRetry _retry = new(TimeProvider.System, Random.Shared);

    GrainCluster(NpgsqlDataSource dataSource, InProcessTestCluster cluster) => (_dataSource, Silos) = (dataSource, cluster);

    public InProcessTestCluster Silos { get; }

    public IGrainFactory Grains => Silos.Client;

    IManagementGrain Management => Grains.GetGrain<IManagementGrain>(0);

    public static async Task<GrainCluster> StartAsync(TestDatabase database, short silos = 3)
    {
        var dataSource = StorageDataSource.Create(database.ConnectionString);
        await Migrator.Migrate(dataSource, NullLogger.Instance, CancellationToken.None);
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddLogging();
            silo.Services.AddSingleton(TimeProvider.System);
            // By chance, not by load as Orleans does by itself: silos that hardly do anything look alike, and all orders may come to lie on one.
            silo.Services.AddSingleton<PlacementStrategy, RandomPlacement>();
            silo.Services.AddOptions<OrderOptions>();
            silo.Services.AddOptions<InventoryOptions>();
            silo.Services.AddSingleton<IStockLedger>(_ => new PostgresStockLedger(dataSource));
            silo.Services.AddSingleton(_ => new GroupCommitGrainStorage(dataSource, new JsonSerializerOptions(StoredJson.Default.Options)));
            silo.Services.AddKeyedSingleton<IGrainStorage>(OrderGrain.Storage, (services, _) => services.GetRequiredService<GroupCommitGrainStorage>());
            silo.Services.Configure<ExceptionSerializationOptions>(options =>
            {
                options.SupportedNamespacePrefixes.Add("OrleansOrders");
                options.SupportedNamespacePrefixes.Add("Npgsql");
            });
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();

        // Until a silo has learned what grains another one hosts, it puts none there.
        await Eventually.Async(
            () => Task.FromResult(cluster.Silos.All(silo => silo.ServiceProvider.GetRequiredService<IClusterManifestProvider>().Current.Silos.Count == silos)),
            "every silo knows the grains of all");
        return new(dataSource, cluster);
    }

    /// <summary>The silo that has the grain in memory.</summary>
    public async Task<InProcessSiloHandle> SiloOfAsync(IAddressable grain) =>
        Silos.GetSiloForAddress(await Management.GetActivationAddress(grain) ?? throw new InvalidOperationException("No silo has an activation of the grain."))!;

    /// <summary>Ends every activation that nobody is using, as its age does in the end: the next call reads what is stored.</summary>
    public Task ForgetAsync() => Management.ForceActivationCollection(TimeSpan.Zero);

    /// <summary>Orders that a silo has in memory.</summary>
    public async Task<int> OrdersOnAsync(InProcessSiloHandle silo) =>
        (await Management.GetSimpleGrainStatistics([silo.SiloAddress])).Where(grain => grain.GrainType.Contains(nameof(OrderGrain), StringComparison.Ordinal)).Sum(grain => grain.ActivationCount);

    /// <summary>Items that any silo has in memory.</summary>
    public async Task<int> ItemsAsync() =>
        (await Management.GetSimpleGrainStatistics()).Where(grain => grain.GrainType.Contains(nameof(ItemGrain), StringComparison.Ordinal)).Sum(grain => grain.ActivationCount);

    public Task StockAsync(Sku sku, long available) =>
        _retry.Call(() => Grains.Item(sku).SetAvailable(AdjustmentId.Parse($"stock-{sku}"), available), CancellationToken.None);

    public Task<OrderReply> AcceptAsync(NewOrder order) => _retry.Call(() => Grains.Order(order.OrderId).Accept(order), CancellationToken.None);

    public Task<OrderReply> ProcessAsync(NewOrder order) => _retry.Call(() => Grains.Order(order.OrderId).Process(order), CancellationToken.None);

    public Task<OrderReply> ApplyAsync(OrderId id, OrderCommand command) => _retry.Call(() => Grains.Order(id).Apply(command), CancellationToken.None);

    /// <summary>What the auditor finds in a system at rest.</summary>
    public async Task<IReadOnlyList<AuditViolation>> ViolationsAsync() =>
        (await new Auditor(_dataSource, new NoLetters(), TimeProvider.System).Run(TimeSpan.Zero, CancellationToken.None)).Violations;

    public async ValueTask DisposeAsync()
    {
        await Silos.DisposeAsync();
        await _dataSource.DisposeAsync();
    }

    /// <summary>There is no broker here.</summary>
    sealed class NoLetters : IDeadLetteredOrders
    {
        public Task<IReadOnlyCollection<OrderId>> Find(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyCollection<OrderId>>([]);
    }
}

using OrleansOrders.Grains;
using OrleansOrders.Simulation;

namespace OrleansOrders.Storage.Tests;

partial class Providers
{
    /// <summary>The real storage over the rows of the simulation.</summary>
    static Dictionary<string, Provider.Factory> Engine => new()
    {
        [Simulated] = _ =>
        {
            var rows = new SimGrainRows(new DirectStatements(), new SimTables());
            var storage = new GroupCommitGrainStorage(rows, BasketJson.Default.Options, new(), TimeProvider.System, TaskScheduler.Default);
            return Task.FromResult(new Provider(storage, storage.DisposeAsync));
        },
    };
}

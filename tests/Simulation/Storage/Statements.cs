namespace OrleansOrders.Simulation;

/// <summary>Transports a statement to the tables and its result back.</summary>
interface ISimStatements
{
    /// <summary>Executes <paramref name="work"/> at one instant, or fails.</summary>
    Task<T> Run<T>(string what, Func<T> work);
}

/// <summary>Through the network and the faults of the database, for one process.</summary>
sealed class ProcessStatements(SimDatabase database, SimProcess process) : ISimStatements
{
    public Task<T> Run<T>(string what, Func<T> work) => database.Run(process, what, work);
}

/// <summary>Directly, for tests of the tables alone; from any thread.</summary>
sealed class DirectStatements : ISimStatements
{
    readonly Lock _lock = new();

    public Task<T> Run<T>(string what, Func<T> work)
    {
        lock (_lock) return Task.FromResult(work());
    }
}

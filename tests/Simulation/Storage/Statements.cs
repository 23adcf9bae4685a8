namespace OrleansOrders.Simulation;

/// <summary>How a statement gets to the tables and its answer back.</summary>
interface ISimStatements
{
    /// <summary>Does <paramref name="work"/> at one instant, or fails.</summary>
    Task<T> Run<T>(string what, Func<T> work);
}

/// <summary>Through the network and the troubles of the database, on behalf of one process.</summary>
sealed class ProcessStatements(SimDatabase database, SimProcess process) : ISimStatements
{
    public Task<T> Run<T>(string what, Func<T> work) => database.Run(process, what, work);
}

/// <summary>At once, for whoever asks the tables alone what they answer; from any thread.</summary>
sealed class DirectStatements : ISimStatements
{
    readonly Lock _lock = new();

    public Task<T> Run<T>(string what, Func<T> work)
    {
        lock (_lock) return Task.FromResult(work());
    }
}

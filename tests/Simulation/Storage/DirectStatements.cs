namespace OrleansOrders.Simulation;

/// <summary>At once, for whoever asks the tables alone what they answer; from any thread.</summary>
sealed class DirectStatements : ISimStatements
{
    readonly Lock _lock = new();

    public Task<T> Run<T>(string what, Func<T> work)
    {
        lock (_lock) return Task.FromResult(work());
    }
}

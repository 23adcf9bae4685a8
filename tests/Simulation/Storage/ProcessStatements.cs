namespace OrleansOrders.Simulation;

/// <summary>Through the network and the troubles of the database, on behalf of one process.</summary>
sealed class ProcessStatements(SimDatabase database, SimProcess process) : ISimStatements
{
    public Task<T> Run<T>(string what, Func<T> work) => database.Run(process, what, work);
}

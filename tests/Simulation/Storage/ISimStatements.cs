namespace OrleansOrders.Simulation;

/// <summary>How a statement gets to the tables and its answer back.</summary>
interface ISimStatements
{
    /// <summary>Does <paramref name="work"/> at one instant, or fails.</summary>
    Task<T> Run<T>(string what, Func<T> work);
}

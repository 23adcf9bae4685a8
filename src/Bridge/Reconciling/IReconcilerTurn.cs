namespace OrleansOrders.Bridge;

/// <summary>Whose turn it is, over all processes. Given back when disposed of.</summary>
interface IReconcilerTurn : IAsyncDisposable
{
    /// <summary>Whether it is ours: from now on, or still.</summary>
    Task<bool> Take(CancellationToken ct);
}

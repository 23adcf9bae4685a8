namespace OrleansOrders.Bridge;

/// <summary>A duty for as long as it is held.</summary>
interface IHeldDuty : IAsyncDisposable
{
    /// <summary>Fires when it was lost without having been given back.</summary>
    CancellationToken Lost { get; }
}

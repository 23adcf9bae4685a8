namespace OrleansOrders.Bridge;

/// <summary>Whose turn it is to reconcile: one process's at a time.</summary>
interface IReconcilerDuty
{
    /// <summary>The duty, or null while another process has it; disposing it gives it back.</summary>
    Task<IHeldDuty?> TryTake(CancellationToken ct);
}

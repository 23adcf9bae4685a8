namespace OrleansOrders.SystemTests;

/// <summary>An application whose reconciler looks often, so that a test need not wait for it.</summary>
public class QuickReconciling : RunningSystem
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Reconciler__Interval"] = "00:00:00.5",
        ["Reconciler__PendingAge"] = "00:00:03",
    };
}

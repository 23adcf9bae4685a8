namespace OrleansOrders.Embedded;

/// <summary>A persistent state, as its activation sees it.</summary>
internal interface IActivationState
{
    /// <summary>The first read, before the grain's own activation.</summary>
    Task LoadAsync();
}

using Orleans.Runtime;
using OrleansOrders.Embedded;

namespace Orleans;

/// <summary>The base of grain classes.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    readonly Activation _activation = Activation.Required("A grain is made by the engine, on its first call");

    public IGrainContext GrainContext => _activation;

    protected IGrainFactory GrainFactory => _activation.Engine.Factory;

    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation once the requests under way are done. Those that wait go to a new one.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Keeps the grain in memory for at least this long, used or not. Zero or less takes it back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => _activation.DelayDeactivation(timeSpan);
}

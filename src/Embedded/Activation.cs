using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Embedded;

internal sealed class Activation : IGrainContext
{
    public GrainId GrainId => throw new NotImplementedException();

    internal GrainEngine Engine => throw new NotImplementedException();

    internal static Activation Required(string why) => throw new InvalidOperationException(why);

    internal void Deactivate(DeactivationReason reason) => throw new NotImplementedException();

    internal void DelayDeactivation(TimeSpan timeSpan) => throw new NotImplementedException();

    internal IGrainTimer StartTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options) => throw new NotImplementedException();
}

internal sealed class GrainEngine
{
    internal IGrainFactory Factory => throw new NotImplementedException();
}

internal class GrainProxy
{
    internal GrainId Id { get; set; }
}

namespace OrleansOrders.Embedded;

/// <summary>A tick stands in the queue like a call, but belongs to this activation alone.</summary>
internal sealed class TimerTick(GrainTimer timer, InFlightCalls inFlight) : Request
{
    internal override bool Interleaves => timer.Options.Interleave;

    internal override bool CountsAsUse => timer.Options.KeepAlive;

    internal override bool MayMove => false;

    internal override void Refuse(Exception reason) => TryAbandon();

    protected override async Task RunAsync()
    {
        inFlight.Enter();
        await timer.TickAsync();
        inFlight.Leave(this);
        Target.Finished(this);
    }
}

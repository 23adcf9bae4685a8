using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Conformance.Tests;

/// <summary>Each tick has a number, writes when it starts and ends, and waits at a gate in between.</summary>
public interface ITimerGrain : IGrainWithStringKey
{
    Task Start(TimeSpan dueTime, TimeSpan period);

    /// <summary>Registers a callback that throws with the token of a tick.</summary>
    Task StartAngry();

    /// <summary>Changes the timer of <see cref="Start"/>.</summary>
    Task Change(TimeSpan dueTime, TimeSpan period);

    Task Work(string name);

    Task Stop();

    Task Leave();
}

public class TimerGrain : Grain, ITimerGrain
{
    IGrainTimer? _timer;
    int _ticks;

    Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Add("deactivated");
        return Task.CompletedTask;
    }

    public Task Start(TimeSpan dueTime, TimeSpan period)
    {
        _timer = this.RegisterGrainTimer(_ => Journal.Pass($"tick {++_ticks}"), new GrainTimerCreationOptions(dueTime, period));
        return Task.CompletedTask;
    }

    public Task StartAngry()
    {
        this.RegisterGrainTimer(
            token =>
            {
                token.Register(() => throw new InvalidOperationException("angry"));
                Journal.Add("angry");
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan dueTime, TimeSpan period)
    {
        _timer!.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task Work(string name) => Journal.Pass(name);

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

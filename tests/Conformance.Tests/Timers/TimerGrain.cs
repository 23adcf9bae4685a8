using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Conformance.Tests;

public class TimerGrain : Grain, ITimerGrain
{
    IGrainTimer? _timer;
    int _ticks;

    Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Add($"deactivated {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task Start(string name, TimeSpan dueTime, TimeSpan period, bool interleave, bool keepAlive)
    {
        var options = new GrainTimerCreationOptions(dueTime, period) { Interleave = interleave, KeepAlive = keepAlive };
        _timer = this.RegisterGrainTimer(
            static (state, _) =>
            {
                state.Journal.Add(state.name);
                return Task.CompletedTask;
            },
            (Journal, name),
            options);
        return Task.CompletedTask;
    }

    public Task StartGated(string name, TimeSpan dueTime, TimeSpan period)
    {
        _timer = this.RegisterGrainTimer(
            async token =>
            {
                var tick = $"{name} {++_ticks}";
                Journal.Add($"{tick} starts");
                await Journal.Gate(tick).WaitAsync(token);
                Journal.Add($"{tick} ends");
            },
            new GrainTimerCreationOptions { DueTime = dueTime, Period = period });
        return Task.CompletedTask;
    }

    public Task StartFailing(string name, TimeSpan period)
    {
        _timer = this.RegisterGrainTimer(
            _ =>
            {
                Journal.Add($"{name} {++_ticks}");
                throw new TestException("tick");
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, period));
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan dueTime, TimeSpan period)
    {
        _timer!.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public async Task Block(string gate)
    {
        Journal.Add("blocked");
        await Journal.Gate(gate);
        Journal.Add("unblocked");
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<string> StartOutsideTurn()
    {
        var options = new GrainTimerCreationOptions(TimeSpan.Zero, TimeSpan.Zero);
        var thrown = await Task.Run(() => Record.Exception(() => this.RegisterGrainTimer(_ => Task.CompletedTask, options)));
        return thrown is InvalidOperationException ? "refused" : $"{thrown}";
    }

    public Task Glance() => Task.CompletedTask;
}

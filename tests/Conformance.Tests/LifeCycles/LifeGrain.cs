using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Conformance.Tests;

public class LifeGrain : Grain, ILifeGrain
{
    int _number;

    Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _number = Journal.Lines.Count(line => line.StartsWith("activated", StringComparison.Ordinal)) + 1;
        Journal.Add($"activated {_number}");
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Assert.NotEmpty(reason.Description);
        Journal.Add($"deactivating {_number} {reason.ReasonCode}");
        await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        Journal.Add($"deactivated {_number}");
    }

    public Task<int> Ask() => Task.FromResult(_number);

    public async Task<int> LeaveAndWait(string gate)
    {
        DeactivateOnIdle();
        Journal.Add("leaving");
        await Journal.Gate(gate);
        Journal.Add("left");
        return _number;
    }

    public Task Leave()
    {
        GrainBaseExtensions.DeactivateOnIdle(this);
        return Task.CompletedTask;
    }

    public Task Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task<string> Identity() => Task.FromResult($"{this.GetGrainId()} {GrainContext.GrainId}");

    public Task<string> KeyOf(ILifeGrain other) => Task.FromResult(other.GetPrimaryKeyString());
}

using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace OrleansOrders.Conformance.Tests;

/// <summary>Writes its activations, each with a number.</summary>
public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>The number of the activation that replies.</summary>
    Task<int> Ask();

    Task Leave();

    Task<int> LeaveAndWait(string gate);

    Task Stay(TimeSpan time);

    [AlwaysInterleave]
    Task<int> Glance(string name);

    Task<string> Identity();

    Task<string> KeyOf(ILifeGrain other);
}

/// <summary>Collected after an hour, whatever the setting of the silo.</summary>
public interface ILongLifeGrain : IGrainWithStringKey
{
    Task Ask();
}

/// <summary>Leaves as soon as it is activated.</summary>
public interface IRestlessGrain : IGrainWithStringKey
{
    Task Ask();
}

/// <summary>Never completes its deactivation.</summary>
public interface IStuckGrain : IGrainWithStringKey
{
    Task LeaveAndWork(TimeSpan time);

    Task Ask();
}

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
        Journal.Add($"deactivating {_number} {reason.ReasonCode}");
        await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        Journal.Add($"deactivated {_number}");
    }

    public Task<int> Ask() => Task.FromResult(_number);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<int> LeaveAndWait(string gate)
    {
        DeactivateOnIdle();
        Journal.Add("leaving");
        await Journal.Gate(gate);
        Journal.Add("left");
        return _number;
    }

    public Task Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public async Task<int> Glance(string name)
    {
        await Journal.Pass(name);
        return _number;
    }

    public Task<string> Identity() => Task.FromResult($"{this.GetGrainId()} {GrainContext.GrainId} {this.GetPrimaryKeyString()}");

    public Task<string> KeyOf(ILifeGrain other) => Task.FromResult(other.GetPrimaryKeyString());
}

[CollectionAgeLimit(Hours = 1)]
public class LongLifeGrain : Grain, ILongLifeGrain
{
    public Task Ask() => Task.CompletedTask;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Of(this.GetPrimaryKeyString()).Add("deactivated");
        return Task.CompletedTask;
    }
}

public class RestlessGrain : Grain, IRestlessGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.Of(this.GetPrimaryKeyString()).Add("activated");
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Ask() => Task.CompletedTask;
}

public class StuckGrain : Grain, IStuckGrain
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Of(this.GetPrimaryKeyString()).Add(cancellationToken.IsCancellationRequested ? "deactivating late" : "deactivating");
        return new TaskCompletionSource().Task;
    }

    public Task LeaveAndWork(TimeSpan time)
    {
        DeactivateOnIdle();
        return Task.Delay(time);
    }

    public Task Ask() => Task.CompletedTask;
}

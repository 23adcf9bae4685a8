using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace SimulatedSilo.Tests;

/// <summary>A grain that does what a test asks for.</summary>
public interface ITestGrain : IGrainWithStringKey
{
    Task Work(TimeSpan time);

    Task WorkThenCall(TimeSpan time, string other);

    Task Leave();

    /// <summary>Asks to leave and goes on working.</summary>
    Task LeaveAndWork(TimeSpan time);

    Task Stay(TimeSpan time);

    [AlwaysInterleave]
    Task WaitForToken(CancellationToken cancellationToken);

    Task<string> KeyOf(ITestGrain other);
}

/// <summary>Is collected after two minutes.</summary>
public interface IShortGrain : IGrainWithStringKey
{
    Task Hello();
}

/// <summary>Is never collected.</summary>
public interface IKeptGrain : IGrainWithStringKey
{
    Task Hello();
}

/// <summary>Never completes its deactivation.</summary>
public interface IStickyGrain : IGrainWithStringKey
{
    Task Hello();

    Task Leave();
}

public sealed class TestGrain(List<string> trace, TimeProvider clock) : Grain, ITestGrain
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        trace.Add($"{this.GetPrimaryKeyString()} {reason.ReasonCode}{(cancellationToken.IsCancellationRequested ? " late" : "")}");
        return Task.CompletedTask;
    }

    public Task Work(TimeSpan time) => Task.Delay(time, clock);

    public async Task WorkThenCall(TimeSpan time, string other)
    {
        await Work(time);
        await GrainFactory.GetGrain<ITestGrain>(other).Work(TimeSpan.Zero);
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task LeaveAndWork(TimeSpan time)
    {
        DeactivateOnIdle();
        return Work(time);
    }

    public Task Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public async Task WaitForToken(CancellationToken cancellationToken)
    {
        trace.Add("waits");
        var fired = new TaskCompletionSource();
        using var registration = cancellationToken.Register(fired.SetResult);
        await fired.Task;
        trace.Add("sees its token");
    }

    public Task<string> KeyOf(ITestGrain other) => Task.FromResult(other.GetPrimaryKeyString());
}

[CollectionAgeLimit(Minutes = 2)]
public sealed class ShortGrain : Grain, IShortGrain
{
    public Task Hello() => Task.CompletedTask;
}

[KeepAlive]
public sealed class KeptGrain : Grain, IKeptGrain
{
    public Task Hello() => Task.CompletedTask;
}

public sealed class StickyGrain(List<string> trace) : Grain, IStickyGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        trace.Add("activated");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        trace.Add("leaves");
        return new TaskCompletionSource().Task;
    }

    public Task Hello() => Task.CompletedTask;

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

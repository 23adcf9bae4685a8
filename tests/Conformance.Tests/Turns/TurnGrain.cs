using Orleans;
using Orleans.Concurrency;

namespace OrleansOrders.Conformance.Tests;

/// <summary>Its requests write when they start and end, and wait at a gate in between.</summary>
public interface ITurnGrain : IGrainWithStringKey
{
    Task Work(string name);

    [ReadOnly]
    Task Look(string name);

    [OneWay]
    Task Tell(string name);

    [AlwaysInterleave]
    Task Glance(string name);

    /// <summary>Whether code after an await runs where the code before it ran.</summary>
    Task<bool> StaysInTurn();

    /// <summary>Calls another grain of the kind, which calls back.</summary>
    Task Cycle(string other, bool back);

    /// <summary>Waits for its token, then at the gate.</summary>
    Task WaitForToken(string name, CancellationToken cancellationToken);

    [AlwaysInterleave]
    Task Watch(string name, CancellationToken cancellationToken);
}

public interface IReentrantTurnGrain : IGrainWithStringKey
{
    Task Work(string name);

    /// <summary>Adds one in two steps, as many times, with an await before. Returns how often another turn ran between the two steps.</summary>
    Task<int> Count(int times);

    Task<int> Total();
}

public class TurnGrain : Grain, ITurnGrain
{
    Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public Task Work(string name) => Journal.Pass(name);

    public Task Look(string name) => Journal.Pass(name);

    public Task Tell(string name) => Journal.Pass(name);

    public Task Glance(string name) => Journal.Pass(name);

    public async Task<bool> StaysInTurn()
    {
        var before = TaskScheduler.Current;
        await Task.Yield();
        await Task.Delay(1);
        var outside = await Task.Run(() => TaskScheduler.Current);
        return before != TaskScheduler.Default && outside == TaskScheduler.Default && TaskScheduler.Current == before;
    }

    public Task Cycle(string other, bool back) =>
        back ? GrainFactory.GetGrain<ITurnGrain>(other).Work("back") : GrainFactory.GetGrain<ITurnGrain>(other).Cycle(this.GetPrimaryKeyString(), back: true);

    public async Task WaitForToken(string name, CancellationToken cancellationToken)
    {
        Journal.Add($"{name} starts");
        var fired = new TaskCompletionSource();
        using var registration = cancellationToken.Register(fired.SetResult);
        await fired.Task;
        Journal.Add($"{name} sees its token");
        await Journal.Gate(name);
        Journal.Add($"{name} ends");
    }

    public Task Watch(string name, CancellationToken cancellationToken) => WaitForToken(name, cancellationToken);
}

[Reentrant]
public class ReentrantTurnGrain : Grain, IReentrantTurnGrain
{
    int _total, _inside;

    public Task Work(string name) => Journal.Of(this.GetPrimaryKeyString()).Pass(name);

    public async Task<int> Count(int times)
    {
        var seen = 0;
        for (var i = 0; i < times; i++)
        {
            await Task.Yield();
            if (Interlocked.Increment(ref _inside) != 1) seen++;
            var total = _total;
            Thread.SpinWait(20);
            _total = total + 1;
            Interlocked.Decrement(ref _inside);
        }

        return seen;
    }

    public Task<int> Total() => Task.FromResult(_total);
}

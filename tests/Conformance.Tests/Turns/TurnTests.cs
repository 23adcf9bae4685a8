using Orleans;
using Orleans.Concurrency;

namespace OrleansOrders.Conformance.Tests;

public abstract class TurnTests(SiloFixture fixture) : SiloTests(fixture)
{
    ITurnGrain Grain => Grains.GetGrain<ITurnGrain>(Key);

    IReentrantTurnGrain Reentrant => Grains.GetGrain<IReentrantTurnGrain>(Key);

    [Fact]
    public async Task A_request_waits_for_the_one_before_and_an_interleaving_request_overtakes_it()
    {
        var first = Grain.Work("first");
        await Journal.Until("first starts");
        var second = Grain.Work("second");
        Journal.Open("glance");
        await Grain.Glance("glance");
        Assert.False(first.IsCompleted || second.IsCompleted);

        Journal.Open("first", "second");
        await Task.WhenAll(first, second);
        Assert.Equal(["first starts", "glance starts", "glance ends", "first ends", "second starts", "second ends"], Journal.Lines);
    }

    [Fact]
    public async Task A_request_starts_beside_an_interleaving_one()
    {
        var glance = Grain.Glance("glance");
        await Journal.Until("glance starts");
        Journal.Open("work");
        await Grain.Work("work");
        Assert.False(glance.IsCompleted);
        Journal.Open("glance");
        await glance;
    }

    [Fact]
    public async Task Requests_that_only_read_run_beside_each_other()
    {
        var first = Grain.Look("first");
        await Journal.Until("first starts");
        var work = Grain.Work("work");
        Journal.Open("second", "work");
        await Grain.Look("second");
        Assert.False(first.IsCompleted || work.IsCompleted);
        Journal.Open("first");
        await Task.WhenAll(first, work);
        Assert.Equal(["first starts", "second starts", "second ends", "first ends", "work starts", "work ends"], Journal.Lines);
    }

    [Fact]
    public async Task A_one_way_call_completes_at_once()
    {
        await Grain.Tell("told");
        await Journal.Until("told starts");
        Journal.Open("told");
        await Journal.Until("told ends");
    }

    [Fact]
    public async Task Requests_of_a_reentrant_grain_run_beside_each_other()
    {
        var first = Reentrant.Work("first");
        await Journal.Until("first starts");
        Journal.Open("second");
        await Reentrant.Work("second");
        Assert.False(first.IsCompleted);
        Journal.Open("first");
        await first;
    }

    [Fact]
    public async Task Two_turns_of_one_grain_never_run_at_once()
    {
        var grain = Reentrant;
        var overlaps = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => grain.Count(100))));
        Assert.Equal(0, overlaps.Sum());
        Assert.Equal(5_000, await grain.Total());
    }

    [Fact]
    public async Task Code_after_an_await_is_in_a_turn_of_the_grain() => Assert.True(await Grain.StaysInTurn());

    [Fact]
    public async Task Grains_do_not_wait_for_each_other()
    {
        var held = Grain.Work("held");
        await Journal.Until("held starts");
        var other = $"{Key}-other";
        Journal.Of(other).Open("free");
        await Grains.GetGrain<ITurnGrain>(other).Work("free");
        Assert.False(held.IsCompleted);
        Journal.Open("held");
        await held;
    }
}

[Collection(nameof(RealSilo))] public sealed class RealSiloTurnTests(RealSiloFixture fixture) : TurnTests(fixture);
[Collection(nameof(SimulatedSilo))] public sealed class SimulatedSiloTurnTests(SimulatedSiloFixture fixture) : TurnTests(fixture);

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

using Orleans;
using Orleans.Concurrency;

namespace OrleansOrders.Conformance.Tests;

public class TurnGrain : Grain, ITurnGrain
{
    Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public Task Work(string name) => Journey(name);

    public Task Glance(string name) => Journey(name);

    public async Task<bool> StaysInTurn()
    {
        var before = TaskScheduler.Current;
        await Task.Yield();
        await Task.Delay(1);
        return before != TaskScheduler.Default && ReferenceEquals(before, TaskScheduler.Current);
    }

    public async Task<bool> LeavesTurn()
    {
        var before = TaskScheduler.Current;
        var inside = await Task.Run(() => TaskScheduler.Current);
        return !ReferenceEquals(before, inside) && ReferenceEquals(before, TaskScheduler.Current);
    }

    public Task Cycle(string other, bool back) =>
        back ? GrainFactory.GetGrain<ITurnGrain>(other).Work("back") : GrainFactory.GetGrain<ITurnGrain>(other).Cycle(this.GetPrimaryKeyString(), back: true);

    async Task Journey(string name)
    {
        Journal.Add($"{name} starts");
        await Journal.Gate(name);
        Journal.Add($"{name} ends");
    }
}

[Reentrant]
public class ReentrantTurnGrain : Grain, IReentrantTurnGrain
{
    int _total;
    int _inside;

    Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public async Task Work(string name)
    {
        Journal.Add($"{name} starts");
        await Journal.Gate(name);
        Journal.Add($"{name} ends");
    }

    public async Task<int> Count(int times)
    {
        var seen = 0;
        for (var i = 0; i < times; i++)
        {
            await Task.Yield();
            if (Interlocked.Increment(ref _inside) != 1)
                seen++;
            var total = _total;
            Thread.SpinWait(20);
            _total = total + 1;
            Interlocked.Decrement(ref _inside);
        }

        return seen;
    }

    public Task<int> Total() => Task.FromResult(_total);
}

using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Conformance.Tests;

[GenerateSerializer]
public sealed class NumberState : IStored
{
    [Id(0)]
    public int Value { get; set; }

    [Id(1)]
    public string? WaitsAt { get; set; }

    public IStored Copy() => new NumberState { Value = Value, WaitsAt = WaitsAt };
}

public class StateGrain([PersistentState("number", MemoryStorage.Name)] IPersistentState<NumberState> stored) : Grain, IStateGrain
{
    int _atActivation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _atActivation = stored.State.Value;
        Journal.Of(this.GetPrimaryKeyString()).Add($"activated with {_atActivation}");
        return Task.CompletedTask;
    }

    public Task<int> Get() => Task.FromResult(stored.State.Value);

    public Task<string> Record() => Task.FromResult($"{stored.RecordExists} {stored.Etag}");

    public Task Set(int value)
    {
        stored.State.Value = value;
        return stored.WriteStateAsync();
    }

    public async Task SetAndSwallowConflict(int value)
    {
        try
        {
            await Set(value);
        }
        catch (InconsistentStateException)
        {
            // The activation stays, with what it believed.
        }
    }

    public Task SetMany(int count)
    {
        List<Task> writes = [];
        for (var i = 1; i <= count; i++)
        {
            stored.State.Value = i;
            writes.Add(stored.WriteStateAsync());
        }

        return Task.WhenAll(writes);
    }

    public async Task SetTwice(string gate)
    {
        stored.State = new NumberState { Value = 1, WaitsAt = gate };
        var first = stored.WriteStateAsync();
        await Journal.Of(this.GetPrimaryKeyString()).Until("write");
        stored.State = new NumberState { Value = 2 };
        Task[] more = [stored.WriteStateAsync(), stored.WriteStateAsync()];
        Journal.Of(this.GetPrimaryKeyString()).Open(gate);
        await first;
        await Task.WhenAll(more);
    }

    public Task SetAfterAsking(int asked, int then)
    {
        stored.State.Value = asked;
        var write = stored.WriteStateAsync();
        stored.State.Value = then;
        return write;
    }

    public Task ReadAgain() => stored.ReadStateAsync();

    public Task Clear() => stored.ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<string> TouchOutsideTurn()
    {
        var read = await Task.Run(() => Xunit.Record.Exception(() => stored.State));
        var write = await Task.Run(() => Xunit.Record.ExceptionAsync(() => stored.WriteStateAsync()).AsTask());
        return $"{read is InvalidOperationException} {write is InvalidOperationException}";
    }

    public Task SetOther(string other, int value) => GrainFactory.GetGrain<IStateGrain>(other).Set(value);

    public Task<int> Glance() => Task.FromResult(stored.State.Value);
}

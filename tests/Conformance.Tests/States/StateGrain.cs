using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Conformance.Tests;

/// <summary>A grain with a number that it stores.</summary>
public interface IStateGrain : IGrainWithStringKey
{
    Task<int> Get();

    Task<string> Record();

    Task Set(int value);

    Task SetAndSwallowConflict(int value);

    /// <summary>Sets the numbers 1 to n and asks for a write after each, all in one turn.</summary>
    Task SetMany(int count);

    /// <summary>Asks for two more writes while one is held.</summary>
    Task SetDuringWrite();

    Task ReadAgain();

    Task Leave();

    Task<bool> IsOutOfReachOutsideTurns();

    Task SetOther(string other, int value);
}

[GenerateSerializer]
public sealed class NumberState
{
    [Id(0)]
    public int Value { get; set; }

    /// <summary>The gate at which a write of this state waits.</summary>
    [Id(1)]
    public string? WaitsAt { get; set; }

    public NumberState Copy() => new() { Value = Value, WaitsAt = WaitsAt };
}

public class StateGrain([PersistentState("number", MemoryStorage.Name)] IPersistentState<NumberState> stored) : Grain, IStateGrain
{
    Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.Add($"activated with {stored.State.Value}");
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
            // The activation keeps its memory.
        }
    }

    public Task SetMany(int count) => Task.WhenAll(Enumerable.Range(1, count).Select(Set));

    public async Task SetDuringWrite()
    {
        stored.State = new() { Value = 1, WaitsAt = "write" };
        var first = stored.WriteStateAsync();
        await Journal.Until("write");
        stored.State = new() { Value = 2 };
        Task[] more = [stored.WriteStateAsync(), stored.WriteStateAsync()];
        Journal.Open("write");
        await first;
        await Task.WhenAll(more);
    }

    public Task ReadAgain() => stored.ReadStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<bool> IsOutOfReachOutsideTurns()
    {
        var read = await Task.Run(() => Xunit.Record.Exception(() => stored.State));
        var write = await Task.Run(() => Xunit.Record.ExceptionAsync(stored.WriteStateAsync).AsTask());
        return read is InvalidOperationException && write is InvalidOperationException;
    }

    public Task SetOther(string other, int value) => GrainFactory.GetGrain<IStateGrain>(other).Set(value);
}

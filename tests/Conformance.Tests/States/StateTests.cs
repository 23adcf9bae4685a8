using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Conformance.Tests;

public abstract class StateTests(SiloFixture fixture) : SiloTests(fixture)
{
    IStateGrain Grain => Grains.GetGrain<IStateGrain>(Key);

    [Fact]
    public async Task State_is_read_before_the_activation_and_empty_without_a_record()
    {
        Assert.Equal(0, await Grain.Get());
        Assert.Equal("False ", await Grain.Record());
        Assert.Equal(["read", "activated with 0"], Journal.Lines);
    }

    [Fact]
    public async Task A_later_activation_reads_what_was_written()
    {
        await Grain.Set(5);
        Assert.Equal("True 1", await Grain.Record());
        await Grain.Leave();
        Assert.Equal(5, await Grain.Get());
        Assert.Equal(["read", "activated with 0", "write", "read", "activated with 5"], Journal.Lines);
    }

    [Fact]
    public async Task Writes_of_one_turn_are_joined_and_the_last_value_is_stored()
    {
        await Grain.SetMany(10);
        Assert.Equal(1, Journal.Count("write"));
        await Grain.Leave();
        Assert.Equal(10, await Grain.Get());
    }

    [Fact]
    public async Task Writes_that_are_asked_for_during_a_write_are_joined_into_the_next()
    {
        await Grain.SetDuringWrite();
        Assert.Equal(2, Journal.Count("write"));
        await Grain.Leave();
        Assert.Equal(2, await Grain.Get());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_conflict_goes_to_the_caller_and_ends_the_activation(bool onFirstWrite)
    {
        if (onFirstWrite) await Grain.Get();
        else await Grain.Set(1);
        await Silo.Storage.Replace(Grain.GetGrainId(), 50);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.Set(2));
        Assert.Equal(50, await Grain.Get());
        await Grain.Set(3);
    }

    [Fact]
    public async Task A_conflict_that_the_grain_catches_does_not_end_the_activation()
    {
        await Grain.Set(1);
        await Silo.Storage.Replace(Grain.GetGrainId(), 50);
        await Grain.SetAndSwallowConflict(2);
        Assert.Equal(2, await Grain.Get());
    }

    [Fact]
    public async Task A_conflict_ends_the_activation_that_it_comes_from_and_not_the_one_that_it_passes_through()
    {
        var caller = $"{Key}-caller";
        await Grain.Set(1);
        await Grains.GetGrain<IStateGrain>(caller).Get();
        await Silo.Storage.Replace(Grain.GetGrainId(), 50);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grains.GetGrain<IStateGrain>(caller).SetOther(Key, 2));
        Assert.Equal(50, await Grain.Get());
        await Grains.GetGrain<IStateGrain>(caller).Get();
        Assert.Equal(1, Journal.Of(caller).Count("activated with 0"));
    }

    [Fact]
    public async Task Another_failure_of_a_write_reaches_the_caller_and_memory_stays_as_the_grain_left_it()
    {
        await Grain.Set(1);
        Silo.Storage.FailNextWrite(Grain.GetGrainId(), new TestException("disk"));
        var thrown = await Assert.ThrowsAsync<OrleansException>(() => Grain.Set(2));
        Assert.Equal("disk", Assert.IsType<TestException>(thrown.InnerException).Message);
        Assert.Equal(2, await Grain.Get());
        Assert.Equal("True 1", await Grain.Record());
        await Grain.Set(3);
        Assert.Equal("True 2", await Grain.Record());
    }

    [Fact]
    public async Task A_read_brings_what_another_silo_wrote()
    {
        await Grain.Set(1);
        await Silo.Storage.Replace(Grain.GetGrainId(), 50);
        await Grain.ReadAgain();
        Assert.Equal(50, await Grain.Get());
        await Grain.Set(2);
    }

    [Fact]
    public async Task State_is_out_of_reach_outside_the_grains_turns() => Assert.True(await Grain.IsOutOfReachOutsideTurns());
}

[Collection(nameof(RealSilo))] public sealed class RealSiloStateTests(RealSiloFixture fixture) : StateTests(fixture);
[Collection(nameof(SimulatedSilo))] public sealed class SimulatedSiloStateTests(SimulatedSiloFixture fixture) : StateTests(fixture);

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

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

    [Fact]
    public async Task A_conflict_goes_to_the_caller_and_ends_the_activation()
    {
        await Grain.Set(1);
        await Silo.Storage.Replace(Grain.GetGrainId(), 50);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.Set(2));
        Assert.Equal(50, await Grain.Get());
        await Grain.Set(3);
    }

    [Fact]
    public async Task Two_first_writes_conflict()
    {
        await Grain.Get();
        await Silo.Storage.Replace(Grain.GetGrainId(), 50);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.Set(1));
        Assert.Equal(50, await Grain.Get());
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

    [Fact]
    public async Task Two_silos_over_one_storage_conflict_by_its_version()
    {
        await using var other = await StartAsync(new() { Storage = Silo.Storage });
        var there = other.Grains.GetGrain<IStateGrain>(Key);
        await Grain.Set(1);
        Assert.Equal(1, await there.Get());
        await there.Set(2);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.Set(3));
        Assert.Equal(2, await Grain.Get());
    }
}

[Collection(nameof(RealSilo))]
public sealed class RealSiloStateTests(RealSiloFixture fixture) : StateTests(fixture);

[Collection(nameof(SimulatedSilo))]
public sealed class SimulatedSiloStateTests(SimulatedSiloFixture fixture) : StateTests(fixture);

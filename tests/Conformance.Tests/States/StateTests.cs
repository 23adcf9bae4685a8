using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Conformance.Tests;

public sealed class StateTests(EngineFixture fixture) : EngineTests(fixture)
{
    IStateGrain Grain => Grains.GetGrain<IStateGrain>(Key);

    [Fact]
    public async Task State_is_read_before_activation_and_empty_where_there_is_no_record()
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
    public async Task Ten_writes_in_one_turn_are_one()
    {
        await Grain.SetMany(10);
        Assert.Equal(1, Journal.Count("write"));
        await Grain.Leave();
        Assert.Equal(10, await Grain.Get());
    }

    [Fact]
    public async Task Writes_asked_for_while_one_is_under_way_are_a_second_one_after_it()
    {
        await Grain.SetTwice("gate");
        Assert.Equal(2, Journal.Count("write"));
        await Grain.Leave();
        Assert.Equal(2, await Grain.Get());
    }

    [Fact]
    public async Task What_is_stored_is_the_state_when_the_write_begins()
    {
        await Grain.SetAfterAsking(1, then: 2);
        await Grain.Leave();
        Assert.Equal(2, await Grain.Get());
    }

    [Fact]
    public async Task A_conflict_goes_to_the_caller_and_the_next_call_reads_afresh()
    {
        await Grain.Set(1);
        await WriteAsAnother(50);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.Set(2));
        Assert.Equal(50, await Grain.Get());
        await Grain.Set(3);
    }

    [Fact]
    public async Task Two_first_writes_conflict()
    {
        await Grain.Get();
        await Storage.WriteStateAsync("number", Grain.GetGrainId(), new GrainState<NumberState> { State = new() { Value = 50 } });
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.Set(1));
        Assert.Equal(50, await Grain.Get());
    }

    [Fact]
    public async Task A_conflict_that_the_grain_catches_leaves_the_activation_as_it_is()
    {
        await Grain.Set(1);
        await WriteAsAnother(50);
        await Grain.SetAndSwallowConflict(2);
        Assert.Equal(2, await Grain.Get());
    }

    [Fact]
    public async Task A_conflict_drops_the_activation_it_comes_from_and_not_the_one_it_passes_through()
    {
        var caller = $"{Key}-caller";
        await Grain.Set(1);
        await Grains.GetGrain<IStateGrain>(caller).Get();
        await WriteAsAnother(50);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grains.GetGrain<IStateGrain>(caller).SetOther(Key, 2));
        Assert.Equal(50, await Grain.Get());
        await Grains.GetGrain<IStateGrain>(caller).Get();
        Assert.Equal(1, Journal.Of(caller).Count("activated with 0"));
    }

    [Fact]
    public async Task Another_storage_failure_is_told_as_such_and_memory_stays_as_the_grain_left_it()
    {
        await Grain.Set(1);
        Storage.FailNextWrite(Key, new TestException("disk"));
        var thrown = await Assert.ThrowsAsync<OrleansException>(() => Grain.Set(2));
        Assert.Equal("disk", Assert.IsType<TestException>(thrown.InnerException).Message);
        Assert.Equal(2, await Grain.Get());
        Assert.Equal("True 1", await Grain.Record());
        await Grain.Set(3);
        Assert.Equal("True 2", await Grain.Record());
    }

    [Fact]
    public async Task A_read_brings_what_another_wrote()
    {
        await Grain.Set(1);
        await WriteAsAnother(50);
        await Grain.ReadAgain();
        Assert.Equal(50, await Grain.Get());
        await Grain.Set(2);
    }

    [Fact]
    public async Task A_cleared_state_has_no_record_and_can_be_written_again()
    {
        await Grain.Set(1);
        await Grain.Clear();
        Assert.Equal("False ", await Grain.Record());
        await Grain.Set(2);
        Assert.Equal("True 1", await Grain.Record());
    }

    [Fact]
    public async Task State_is_out_of_reach_outside_the_grains_turns() => Assert.Equal("True True", await Grain.TouchOutsideTurn());

    [Fact]
    public async Task Two_engines_with_one_storage_protect_it_by_version()
    {
        await using var other = await EngineHost.StartAsync(new EngineSettings { Storage = Storage });
        var there = other.Grains.GetGrain<IStateGrain>(Key);
        await Grain.Set(1);
        Assert.Equal(1, await there.Get());
        await there.Set(2);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.Set(3));
        Assert.Equal(2, await Grain.Get());
    }

    async Task WriteAsAnother(int value)
    {
        var record = new GrainState<NumberState>();
        await Storage.ReadStateAsync("number", Grain.GetGrainId(), record);
        record.State = new NumberState { Value = value };
        await Storage.WriteStateAsync("number", Grain.GetGrainId(), record);
    }
}

using Orleans;

namespace OrleansOrders.Conformance.Tests;

public sealed class FailureTests(EngineFixture fixture) : EngineTests(fixture)
{
    IFailingGrain Grain => Grains.GetGrain<IFailingGrain>(Key);

    [Fact]
    public async Task An_exception_reaches_the_caller_with_type_and_message()
    {
        Assert.Equal("late", (await Assert.ThrowsAsync<TestException>(() => Grain.Throw("late"))).Message);
        Assert.Equal("early", (await Assert.ThrowsAsync<TestException>(() => Grain.ThrowBeforeAwait("early"))).Message);
    }

    [Fact]
    public async Task A_call_that_fails_does_so_in_its_task_and_not_before()
    {
        var call = Grain.ThrowBeforeAwait("early");
        await Assert.ThrowsAsync<TestException>(() => call);
        Assert.True(call.IsFaulted);
    }

    [Fact]
    public async Task An_exception_passes_through_a_grain_that_does_not_catch_it() =>
        Assert.Equal("deep", (await Assert.ThrowsAsync<TestException>(() => Grain.ThrowThroughAnother($"{Key}-other", "deep"))).Message);

    [Fact]
    public async Task A_grain_goes_on_after_an_exception()
    {
        await Assert.ThrowsAsync<TestException>(() => Grain.Throw("once"));
        Assert.Equal(7, await Grain.Answer(7));
    }

    [Fact]
    public async Task Value_tasks_answer_too()
    {
        Assert.Equal(3, await Grain.Answer(3));
        await Grain.Nothing();
    }

    [Fact]
    public async Task A_grain_that_gives_up_by_cancellation_tells_its_caller() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(Grain.Cancel);

    [Fact]
    public async Task A_failed_activation_goes_to_everyone_who_waits_and_the_next_call_tries_again()
    {
        var grain = Grains.GetGrain<IReluctantGrain>(Key);
        Task<string>[] waiting = [grain.Hello(), grain.Hello(), grain.Hello()];
        await Journal.Until("activates");
        Journal.Open("attempt 1");
        foreach (var call in waiting)
            Assert.Equal("not yet", (await Assert.ThrowsAsync<TestException>(() => call)).Message);

        Journal.Open("attempt 2");
        Assert.Equal("hello 2", await grain.Hello());
    }

    [Fact]
    public async Task A_constructor_that_throws_is_told_to_the_caller()
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => Grains.GetGrain<IBrokenGrain>(Key).Hello());
        Assert.Equal("no constructor", Assert.IsType<TestException>(thrown.InnerException).Message);
    }

    [Fact]
    public void An_interface_without_a_grain_class_gives_no_reference() =>
        Assert.Throws<ArgumentException>(() => Grains.GetGrain<INobody>(Key));

    public interface INobody : IGrainWithStringKey
    {
        Task Hello();
    }
}

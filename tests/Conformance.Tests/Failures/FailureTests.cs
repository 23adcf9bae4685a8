using System.Diagnostics;
using Orleans;

namespace OrleansOrders.Conformance.Tests;

public abstract class FailureTests(SiloFixture fixture) : SiloTests(fixture)
{
    IFailingGrain Grain => Grains.GetGrain<IFailingGrain>(Key);

    [Fact]
    public async Task An_exception_reaches_the_caller_in_its_task_and_the_grain_goes_on()
    {
        Assert.Equal("late", (await Assert.ThrowsAsync<TestException>(() => Grain.Throw("late"))).Message);
        var early = Grain.ThrowBeforeAwait("early");
        Assert.Equal("early", (await Assert.ThrowsAsync<PlainException>(() => early)).Message);
        Assert.Equal(7, await Grain.Reply(7));
    }

    [Fact]
    public async Task An_exception_passes_through_a_grain_that_does_not_catch_it() =>
        Assert.Equal("deep", (await Assert.ThrowsAsync<TestException>(() => Grain.ThrowThroughAnother($"{Key}-other", "deep"))).Message);

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_grain_that_ends_by_cancellation_cancels_its_callers_task_with_the_exception_that_it_threw(bool fromClient)
    {
        var call = (fromClient ? Silo.Client : Grains).GetGrain<IFailingGrain>(Key).Cancel();
        Assert.Equal("gave up", (await Assert.ThrowsAsync<OperationCanceledException>(() => call)).Message);
        Assert.True(call.IsCanceled);
    }

    [Fact]
    public async Task A_failed_activation_goes_to_all_callers_that_wait_and_the_next_call_tries_again()
    {
        var grain = Grains.GetGrain<IReluctantGrain>(Key);
        Task<string>[] waiting = [grain.Hello(), grain.Hello(), grain.Hello()];
        await Journal.Until("activates");
        var clock = Stopwatch.StartNew();
        Journal.Open("activation");
        foreach (var call in waiting) Assert.Equal("not yet", (await Assert.ThrowsAsync<TestException>(() => call)).Message);

        // The code of Orleans has a delay of five seconds here, which the deactivation cancels.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(4));
        Assert.Equal("hello 2", await grain.Hello());
    }

    [Fact]
    public async Task The_exception_of_a_constructor_reaches_the_caller()
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => Grains.GetGrain<IBrokenGrain>(Key).Hello());
        Assert.Equal("no constructor", Assert.IsType<TestException>(thrown.InnerException).Message);
    }
}

[Collection(nameof(RealSilo))] public sealed class RealSiloFailureTests(RealSiloFixture fixture) : FailureTests(fixture);
[Collection(nameof(SimulatedSilo))] public sealed class SimulatedSiloFailureTests(SimulatedSiloFixture fixture) : FailureTests(fixture);

public interface IFailingGrain : IGrainWithStringKey
{
    Task Throw(string message);

    Task ThrowBeforeAwait(string message);

    Task<int> ThrowThroughAnother(string other, string message);

    Task Cancel();

    ValueTask<int> Reply(int value);
}

/// <summary>Its first activation fails.</summary>
public interface IReluctantGrain : IGrainWithStringKey
{
    Task<string> Hello();
}

public interface IBrokenGrain : IGrainWithStringKey
{
    Task Hello();
}

/// <summary>An exception with a codec of its own.</summary>
[GenerateSerializer]
public sealed class TestException(string message) : Exception(message);

/// <summary>An exception without a codec, of a namespace whose exceptions are serialized.</summary>
public sealed class PlainException(string message) : Exception(message);

public class FailingGrain : Grain, IFailingGrain
{
    public async Task Throw(string message)
    {
        await Task.Yield();
        throw new TestException(message);
    }

    public Task ThrowBeforeAwait(string message) => throw new PlainException(message);

    public async Task<int> ThrowThroughAnother(string other, string message)
    {
        await GrainFactory.GetGrain<IFailingGrain>(other).Throw(message);
        return 1;
    }

    public Task Cancel() => throw new OperationCanceledException("gave up");

    public ValueTask<int> Reply(int value) => new(value);
}

public class ReluctantGrain : Grain, IReluctantGrain
{
    Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.Add("activates");
        await Journal.Gate("activation");
        if (Journal.Count("activates") == 1) throw new TestException("not yet");
    }

    public Task<string> Hello() => Task.FromResult($"hello {Journal.Count("activates")}");
}

public class BrokenGrain : Grain, IBrokenGrain
{
    public BrokenGrain() => throw new TestException("no constructor");

    public Task Hello() => Task.CompletedTask;
}

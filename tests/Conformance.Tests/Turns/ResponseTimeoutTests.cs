namespace OrleansOrders.Conformance.Tests;

public abstract class ResponseTimeoutTests(SiloFixture fixture) : SiloTests(fixture), IAsyncLifetime
{
    ISiloHost _silo = null!;

    ITurnGrain Grain => _silo.Grains.GetGrain<ITurnGrain>(Key);

    public async ValueTask InitializeAsync() => _silo = await StartAsync(new() { ResponseTimeout = TimeSpan.FromSeconds(1) });

    public async ValueTask DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task A_caller_gives_up_and_the_callee_goes_on()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Grain.Work("call"));
        Assert.Equal(["call starts"], Journal.Lines);
        Journal.Open("call", "next");
        await Journal.Until("call ends");
        await Grain.Work("next");
    }

    [Fact]
    public async Task A_call_that_waited_longer_than_its_caller_never_runs()
    {
        var running = Grain.Work("running");
        await Journal.Until("running starts");
        var waiting = Grain.Work("waiting");
        await Assert.ThrowsAsync<TimeoutException>(() => running);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        Journal.Open("waiting", "running", "last");
        await Journal.Until("running ends");
        await Grain.Work("last");
        Assert.Equal(["running starts", "running ends", "last starts", "last ends"], Journal.Lines);
    }

    [Fact]
    public async Task The_timeout_of_the_silo_does_not_end_the_call_of_a_client()
    {
        var call = _silo.Client.GetGrain<ITurnGrain>(Key).Work("call");
        await Journal.Until("call starts");

        // Time in which nothing may happen: the timeout of the silo, and the second within which Orleans notices it.
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        Assert.False(call.IsCompleted);
        Journal.Open("call");
        await call;
    }

    [Fact]
    public async Task A_cycle_of_calls_ends_by_timeout() =>
        await Assert.ThrowsAsync<TimeoutException>(() => Grain.Cycle($"{Key}-other", back: false));
}

[Collection(nameof(RealSilo))] public sealed class RealSiloResponseTimeoutTests(RealSiloFixture fixture) : ResponseTimeoutTests(fixture);
[Collection(nameof(SimulatedSilo))] public sealed class SimulatedSiloResponseTimeoutTests(SimulatedSiloFixture fixture) : ResponseTimeoutTests(fixture);

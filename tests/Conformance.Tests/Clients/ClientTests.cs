using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Conformance.Tests;

/// <summary>Calls that are serialized, as between processes.</summary>
public abstract class ClientTests(SiloFixture fixture) : SiloTests(fixture)
{
    IGrainFactory Client => Silo.Client;

    [Fact]
    public async Task Arguments_and_replies_arrive_and_immutable_objects_are_copied()
    {
        var basket = CopyTests.FullBasket();
        await Client.GetGrain<ICopyGrain>(Key).Keep(basket);
        var reply = await Client.GetGrain<ICopyGrain>(Key).Kept();
        Assert.Equal(basket.ToString(), reply.ToString());
        Assert.Equal(basket.Label!.Text, reply.Label!.Text);
        Assert.NotSame(basket.Label, reply.Label);
        CopyGrain.Sent = basket.Label;
        Assert.False(await Client.GetGrain<ICopyGrain>(Key).IsSame(basket.Label));
    }

    [Fact]
    public async Task Exceptions_arrive_with_their_type_and_message()
    {
        var grain = Client.GetGrain<IFailingGrain>(Key);
        Assert.Equal("own codec", (await Assert.ThrowsAsync<TestException>(() => grain.Throw("own codec"))).Message);
        Assert.Equal("by its namespace", (await Assert.ThrowsAsync<PlainException>(() => grain.ThrowBeforeAwait("by its namespace"))).Message);

        var state = Client.GetGrain<IStateGrain>(Key);
        await state.Set(1);
        await Silo.Storage.Replace(state.GetGrainId(), 50);
        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => state.Set(2));
        Assert.Equal(("2", "1"), (conflict.StoredEtag, conflict.CurrentEtag));
        Assert.Equal(50, await state.Get());
    }

    [Fact]
    public async Task A_cancellation_ends_the_call_and_reaches_the_callee()
    {
        using var source = new CancellationTokenSource();
        var running = Client.GetGrain<ITurnGrain>(Key).WaitForToken("call", source.Token);
        await Journal.Until("call starts");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Journal.Until("call sees its token");
        Journal.Open("call");
        await Journal.Until("call ends");
    }

    [Fact]
    public async Task The_request_context_travels()
    {
        RequestContext.Set("trace", "t-2");
        Assert.Equal("t-2", (await Client.GetGrain<ICopyGrain>(Key).Context("trace")).Context);
    }
}

[Collection(nameof(RealSilo))]
public sealed class RealSiloClientTests(RealSiloFixture fixture) : ClientTests(fixture);

[Collection(nameof(SimulatedSilo))]
public sealed class SimulatedSiloClientTests(SimulatedSiloFixture fixture) : ClientTests(fixture);

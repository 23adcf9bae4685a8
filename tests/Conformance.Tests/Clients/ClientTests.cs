using Orleans;
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
}

[Collection(nameof(RealSilo))] public sealed class RealSiloClientTests(RealSiloFixture fixture) : ClientTests(fixture);
[Collection(nameof(SimulatedSilo))] public sealed class SimulatedSiloClientTests(SimulatedSiloFixture fixture) : ClientTests(fixture);

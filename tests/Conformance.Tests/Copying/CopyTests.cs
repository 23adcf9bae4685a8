using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Conformance.Tests;

public abstract class CopyTests(SiloFixture fixture) : SiloTests(fixture)
{
    ICopyGrain Grain => Grains.GetGrain<ICopyGrain>(Key);

    [Fact]
    public async Task The_caller_does_not_see_changes_of_the_callee()
    {
        var basket = FullBasket();
        var before = basket.ToString();
        Assert.Equal(before, await Grain.Spoil(basket));
        Assert.Equal(before, basket.ToString());
    }

    [Fact]
    public async Task The_callee_does_not_see_changes_of_the_caller()
    {
        var basket = FullBasket();
        var before = basket.ToString();
        var call = Grain.Keep(basket);
        basket.Names.Clear();
        basket.Lines[0].Name = "changed";
        await call;

        var reply = await Grain.Kept();
        Assert.Equal(before, reply.ToString());
        reply.Names.Clear();
        reply.Counts["a"][0] = 99;
        Assert.Equal(before, (await Grain.Kept()).ToString());
    }

    [Fact]
    public async Task Types_and_identities_survive_and_plain_values_arrive_as_they_are()
    {
        var line = new Line { Name = "twice" };
        Assert.True(await Grain.AreSame(line, line));
        Assert.False(await Grain.AreSame(line, new() { Name = "twice" }));

        await Grain.Keep(new() { Shape = new Square("s", 1.50m) });
        Assert.Equal(new Square("s", 1.50m), (await Grain.Kept()).Shape);
        Assert.Null((await Grain.Kept()).Label);

        var echo = await Grain.Echo(["a"], new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), null, DayOfWeek.Friday);
        Assert.Equal(["a", "2026-01-02T03:04:05.0000000+02:00  Friday"], echo.AsEnumerable());
    }

    [Fact]
    public async Task Immutable_objects_are_shared_both_ways()
    {
        var label = new Label { Text = "mine" };
        CopyGrain.Sent = label;
        Assert.True(await Grain.IsSame(label));
        await Grain.Keep(new() { Label = label });
        Assert.Same(label, (await Grain.Kept()).Label);

        List<int> list = [1];
        CopyGrain.Sent = list;
        Assert.True(await Grain.IsSameList(list));
    }

    [Fact]
    public async Task The_request_context_reaches_the_callee_and_nothing_else_of_the_execution_context()
    {
        CopyGrain.Local.Value = "local";
        RequestContext.Set("trace", "t-1");
        Assert.Equal(("t-1", null), await Grain.Context("trace"));
        RequestContext.Set("trace", "t-2");
        Assert.Equal(("t-2", null), await Grain.Context("trace"));
        Assert.Equal((null, null), await Grain.Context("other"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_activation_has_the_request_context_of_the_call_that_caused_it(bool fromClient)
    {
        var grain = (fromClient ? Silo.Client : Grains).GetGrain<ICopyGrain>(Key);
        RequestContext.Set("trace", "first");
        Assert.Equal("first", await grain.ActivationContext());
        RequestContext.Set("trace", "second");
        Assert.Equal("first", await grain.ActivationContext());
    }

    [Fact]
    public async Task The_callee_gets_a_copy_of_what_is_in_the_request_context()
    {
        List<string> list = ["mine"];
        RequestContext.Set("list", list);
        await Grain.SpoilContext("list");
        Assert.Equal(["mine"], list);
    }

    internal static Basket FullBasket() => new()
    {
        Names = ["x", "y"],
        Counts = new() { ["a"] = [1, 2] },
        Lines = [new() { Name = "one" }, new() { Name = "two" }],
        Shape = new Square("sq", 2.5m),
        Label = new() { Text = "l" },
    };
}

[Collection(nameof(RealSilo))]
public sealed class RealSiloCopyTests(RealSiloFixture fixture) : CopyTests(fixture);

[Collection(nameof(SimulatedSilo))]
public sealed class SimulatedSiloCopyTests(SimulatedSiloFixture fixture) : CopyTests(fixture);

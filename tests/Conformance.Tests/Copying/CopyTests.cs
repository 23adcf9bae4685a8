namespace OrleansOrders.Conformance.Tests;

public sealed class CopyTests(EngineFixture fixture) : EngineTests(fixture)
{
    ICopyGrain Grain => Grains.GetGrain<ICopyGrain>(Key);

    [Fact]
    public async Task What_the_callee_changes_in_an_argument_the_caller_does_not_see()
    {
        var basket = FullBasket();
        var before = CopyGrain.Describe(basket);
        Assert.Equal(before, await Grain.Spoil(basket));
        Assert.Equal(before, CopyGrain.Describe(basket));
    }

    [Fact]
    public async Task What_the_caller_changes_after_the_call_the_callee_does_not_see()
    {
        var basket = FullBasket();
        var before = CopyGrain.Describe(basket);
        var call = Grain.Keep(basket);
        basket.Number = 99;
        basket.Names.Clear();
        basket.Items[0].Name = "changed";
        await call;
        Assert.Equal(before, await Grain.Describe());
    }

    [Fact]
    public async Task What_the_caller_changes_in_an_answer_the_grain_does_not_see()
    {
        await Grain.Keep(FullBasket());
        var before = await Grain.Describe();
        var answer = await Grain.Kept();
        Assert.Equal(before, CopyGrain.Describe(answer));
        answer.Number = 99;
        answer.Names.Clear();
        answer.Counts["a"][0] = 99;
        answer.Shape!.Sides.Clear();
        Assert.Equal(before, await Grain.Describe());
    }

    [Fact]
    public async Task Derived_types_stay_what_they_are()
    {
        await Grain.Keep(new Basket { Shape = new Circle { Sides = [1] } });
        Assert.IsType<Circle>((await Grain.Kept()).Shape);
        await Grain.Keep(new Basket { Shape = new Square("s") { Length = 1.50m } });
        Assert.Equal("s 1.50", (await Grain.Kept()).Shape is Square square ? FormattableString.Invariant($"{square.Name} {square.Length}") : null);
    }

    [Fact]
    public async Task One_object_twice_is_one_object_twice_and_a_cycle_is_a_cycle()
    {
        var item = new Item { Name = "twice" };
        Assert.True(await Grain.IsSameTwice(item, item));
        Assert.False(await Grain.IsSameTwice(item, new Item { Name = "twice" }));

        var loop = new Basket { Number = 5 };
        loop.Inner = loop;
        await Grain.Keep(loop);
        var answer = await Grain.Kept();
        Assert.NotSame(loop, answer);
        Assert.Same(answer, answer.Inner);
    }

    [Fact]
    public async Task Immutable_objects_are_shared_both_ways()
    {
        var label = new Label { Text = "mine" };
        CopyGrain.Sent = label;
        Assert.True(await Grain.IsSameLabel(label, Key));
        Assert.Same(CopyGrain.OwnLabel, await Grain.KeptLabel());

        List<int> list = [1];
        CopyGrain.Sent = list;
        Assert.True(await Grain.IsSameList(list, Key));

        await Grain.Keep(new Basket { Label = label });
        Assert.Same(label, (await Grain.Kept()).Label);
    }

    [Fact]
    public async Task Plain_values_and_nothing_arrive_as_they_are()
    {
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));
        var answer = await Grain.Echo(["a"], at, Guid.Empty, new Uri("http://example/"), null, DayOfWeek.Friday);
        Assert.Equal($"2026-01-02T03:04:05.0000000+02:00 {Guid.Empty} http://example/  Friday", answer[1]);
        await Grain.Keep(new Basket());
        Assert.Null((await Grain.Kept()).Inner);
    }

    static Basket FullBasket() => new()
    {
        Number = 1,
        Secret = "mine",
        Names = ["x", "y"],
        Counts = new() { ["a"] = [1, 2] },
        Items = [new Item { Name = "one" }, new Item { Name = "two" }],
        Place = new Point { Coordinates = [3, 4] },
        Inner = new Basket { Number = 2, Names = ["z"] },
        Shape = new Square("sq") { Length = 2.5m, Sides = [1, 2, 3, 4] },
        Label = new Label { Text = "l" },
    };
}

using System.Collections.Immutable;
using System.Globalization;
using Orleans;
using Orleans.Concurrency;
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

[Collection(nameof(RealSilo))] public sealed class RealSiloCopyTests(RealSiloFixture fixture) : CopyTests(fixture);
[Collection(nameof(SimulatedSilo))] public sealed class SimulatedSiloCopyTests(SimulatedSiloFixture fixture) : CopyTests(fixture);

public interface ICopyGrain : IGrainWithStringKey
{
    Task Keep(Basket basket);

    /// <summary>The basket that the grain keeps, not a copy.</summary>
    Task<Basket> Kept();

    /// <summary>Changes everything in its argument, and returns what it saw before.</summary>
    Task<string> Spoil(Basket basket);

    /// <summary>Whether the grain has got this very object.</summary>
    Task<bool> IsSame(Label label);

    Task<bool> IsSameList([Immutable] List<int> list);

    Task<bool> AreSame(Line first, Line second);

    Task<ImmutableArray<string>> Echo(ImmutableArray<string> texts, DateTimeOffset at, TimeSpan? age, DayOfWeek day);

    /// <summary>The value in the request context and the one in an asynchronous local of the caller.</summary>
    Task<(string? Context, string? Local)> Context(string key);

    /// <summary>The value of "trace" in the request context of the activation.</summary>
    Task<string?> ActivationContext();

    /// <summary>Adds to a list in the request context.</summary>
    Task SpoilContext(string key);
}

/// <summary>A mutable type.</summary>
[GenerateSerializer]
public sealed class Basket
{
    [Id(0)]
    public List<string> Names { get; set; } = [];

    [Id(1)]
    public Dictionary<string, int[]> Counts { get; set; } = [];

    [Id(2)]
    public ImmutableArray<Line> Lines { get; set; } = [];

    [Id(3)]
    public Shape? Shape { get; set; }

    [Id(4)]
    public Label? Label { get; set; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join(",", Names)} {string.Join(",", Counts.Select(pair => $"{pair.Key}={string.Join("+", pair.Value)}"))} {string.Join(",", Lines.Select(line => line.Name))} {Shape} {Label?.Text}");
}

[GenerateSerializer]
public sealed class Line
{
    [Id(0)]
    public string Name { get; set; } = "";
}

[GenerateSerializer]
public abstract record Shape;

[GenerateSerializer]
public sealed record Square(string Name, decimal Length) : Shape;

[GenerateSerializer, Immutable]
public sealed class Label
{
    [Id(0)]
    public required string Text { get; init; }
}

public class CopyGrain : Grain, ICopyGrain
{
    Basket _kept = new();
    string? _activationContext;

    /// <summary>The object that a test passes, to compare with the one that arrives.</summary>
    public static object? Sent { get; set; }

    public static AsyncLocal<string?> Local { get; } = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _activationContext = RequestContext.Get("trace") as string;
        return Task.CompletedTask;
    }

    public Task Keep(Basket basket)
    {
        _kept = basket;
        return Task.CompletedTask;
    }

    public Task<Basket> Kept() => Task.FromResult(_kept);

    public Task<string> Spoil(Basket basket)
    {
        var seen = basket.ToString();
        basket.Names.Add("spoiled");
        basket.Counts["a"][0] = -1;
        basket.Lines[0].Name = "spoiled";
        basket.Shape = null;
        return Task.FromResult(seen);
    }

    public Task<bool> IsSame(Label label) => Task.FromResult(ReferenceEquals(label, Sent));

    public Task<bool> IsSameList([Immutable] List<int> list) => Task.FromResult(ReferenceEquals(list, Sent));

    public Task<bool> AreSame(Line first, Line second) => Task.FromResult(ReferenceEquals(first, second));

    public Task<ImmutableArray<string>> Echo(ImmutableArray<string> texts, DateTimeOffset at, TimeSpan? age, DayOfWeek day) =>
        Task.FromResult(texts.Add(string.Create(CultureInfo.InvariantCulture, $"{at:O} {age} {day}")));

    public Task<(string? Context, string? Local)> Context(string key) => Task.FromResult((RequestContext.Get(key) as string, Local.Value));

    public Task<string?> ActivationContext() => Task.FromResult(_activationContext);

    public Task SpoilContext(string key)
    {
        ((List<string>)RequestContext.Get(key)!).Add("spoiled");
        return Task.CompletedTask;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace OrleansOrders.Conformance.Tests;

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

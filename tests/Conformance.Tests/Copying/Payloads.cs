using System.Collections.Immutable;
using Orleans;

namespace OrleansOrders.Conformance.Tests;

/// <summary>A mutable type with one of each kind of member that is copied.</summary>
[GenerateSerializer]
public class Basket
{
    [Id(0)]
    public int Number { get; set; }

    [Id(1)]
    public List<string> Names { get; set; } = [];

    [Id(2)]
    public Dictionary<string, int[]> Counts { get; set; } = [];

    [Id(3)]
    public ImmutableArray<Item> Items { get; set; } = [];

    [Id(4)]
    public Point? Place { get; set; }

    [Id(5)]
    public Basket? Inner { get; set; }

    [Id(6)]
    public Shape? Shape { get; set; }

    [Id(7)]
    public Label? Label { get; set; }

    [Id(8)]
    private string _secret = "none";

    public string Secret
    {
        get => _secret;
        set => _secret = value;
    }
}

[GenerateSerializer]
public sealed class Item
{
    [Id(0)]
    public string Name { get; set; } = "";
}

[GenerateSerializer]
public struct Point
{
    [Id(0)]
    public int[] Coordinates { get; set; }
}

[GenerateSerializer]
public abstract record Shape
{
    [Id(0)]
    public List<int> Sides { get; init; } = [];
}

[GenerateSerializer]
public sealed record Square(string Name) : Shape
{
    [Id(1)]
    public required decimal Length { get; init; }
}

[GenerateSerializer]
public sealed record Circle : Shape;

/// <summary>Promises not to change, so it is shared.</summary>
[GenerateSerializer, Immutable]
public sealed class Label
{
    [Id(0)]
    public required string Text { get; init; }
}

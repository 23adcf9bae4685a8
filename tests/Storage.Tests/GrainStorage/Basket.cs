using System.Text.Json.Serialization;

namespace OrleansOrders.Storage.Tests;

/// <summary>A state with everything that storage has been seen to lose: initialisers, zeros, nulls, decimals, odd text.</summary>
public sealed class Basket
{
    public string Owner { get; set; } = "nobody";

    public int Count { get; set; } = 1;

    public bool Active { get; set; } = true;

    public string? Note { get; set; } = "default";

    public decimal Total { get; set; }

    public List<string> Lines { get; set; } = [];
}

/// <summary>What lists and the reconciler look for in the state of an order.</summary>
public sealed record Listed
{
    public string CustomerId { get; init; } = "";

    public string Status { get; init; } = "";

    public string CreatedAt { get; init; } = "";

    public string ExpiresAt { get; init; } = "";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Basket))]
[JsonSerializable(typeof(Listed))]
sealed partial class BasketJson : JsonSerializerContext;

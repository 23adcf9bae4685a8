using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>Why an order failed, with every short item if stock was the reason.</summary>
[GenerateSerializer, Immutable]
public sealed record OrderFailure
{
    /// <summary>The reason.</summary>
    [Id(0)]
    public required FailureReason Reason { get; init; }

    /// <summary>Every short item; empty unless stock was the reason.</summary>
    [Id(1)]
    public ImmutableArray<Shortage> Shortages { get; init; } = [];
}

/// <summary>Why an order failed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureReason>))]
public enum FailureReason
{
    /// <summary>At least one item had fewer units available than wanted.</summary>
    [JsonStringEnumMemberName("out_of_stock")] OutOfStock,

    /// <summary>At least one item does not exist.</summary>
    [JsonStringEnumMemberName("unknown_sku")] UnknownSku,

    /// <summary>The payment was declined.</summary>
    [JsonStringEnumMemberName("payment_declined")] PaymentDeclined,

    /// <summary>The deadline passed before the payment.</summary>
    [JsonStringEnumMemberName("payment_timeout")] PaymentTimeout,
}

/// <summary>An item with fewer available units than an order wanted.</summary>
/// <param name="Sku">The item.</param>
/// <param name="Wanted">Units the order wanted.</param>
/// <param name="Available">Units that were available; 0 for an unknown item.</param>
[GenerateSerializer, Immutable]
public sealed record Shortage([property: Id(0)] Sku Sku, [property: Id(1)] int Wanted, [property: Id(2)] long Available);

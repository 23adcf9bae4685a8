using System.Text.Json.Serialization;

namespace OrleansOrders.Domain;

/// <summary>Why an order failed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureReason>))]
public enum FailureReason
{
    /// <summary>At least one item had less available than wanted.</summary>
    [JsonStringEnumMemberName("out_of_stock")] OutOfStock,

    /// <summary>At least one item does not exist.</summary>
    [JsonStringEnumMemberName("unknown_sku")] UnknownSku,

    /// <summary>The payment was refused.</summary>
    [JsonStringEnumMemberName("payment_declined")] PaymentDeclined,

    /// <summary>The deadline passed before the payment.</summary>
    [JsonStringEnumMemberName("payment_timeout")] PaymentTimeout,
}

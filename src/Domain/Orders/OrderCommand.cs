using System.Collections.Immutable;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>A command to an order. The set is closed because the constructor is private.</summary>
[GenerateSerializer, Immutable]
public abstract record OrderCommand
{
    OrderCommand() { }

    /// <summary>Accepts the order.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Place([property: Id(0)] NewOrder Content, [property: Id(1)] DateTimeOffset ExpiresAt) : OrderCommand;

    /// <summary>Records the replies of all items. If no item is short and no SKU is unknown, everything is held.</summary>
    [GenerateSerializer, Immutable]
    public sealed record RecordReservation(
        [property: Id(0)] ImmutableArray<Shortage> Shortages, [property: Id(1)] bool UnknownSku) : OrderCommand;

    /// <summary>The payment succeeded. <paramref name="Paid"/> is the paid amount, if the payment service states it.</summary>
    [GenerateSerializer, Immutable]
    public sealed record PaymentSucceeded([property: Id(0)] Money? Paid = null) : OrderCommand;

    /// <summary>The payment was declined permanently.</summary>
    [GenerateSerializer, Immutable]
    public sealed record PaymentFailed : OrderCommand;

    /// <summary>The customer cancels.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Cancel : OrderCommand;

    /// <summary>The deadline may have passed.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Expire : OrderCommand;

    /// <summary>The money was refunded.</summary>
    [GenerateSerializer, Immutable]
    public sealed record RecordRefund : OrderCommand;
}

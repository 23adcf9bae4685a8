using System.Collections.Immutable;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>What can be asked of an order. The set is closed: the constructor is private to it.</summary>
[GenerateSerializer, Immutable]
public abstract record OrderCommand
{
    OrderCommand() { }

    /// <summary>Accept the order: the promise to the client.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Place([property: Id(0)] NewOrder Content, [property: Id(1)] DateTimeOffset ExpiresAt) : OrderCommand;

    /// <summary>Every item has answered: nothing short and nothing unknown means that all is held.</summary>
    [GenerateSerializer, Immutable]
    public sealed record RecordReservation(
        [property: Id(0)] ImmutableArray<Shortage> Shortages, [property: Id(1)] bool UnknownSku) : OrderCommand;

    /// <summary>The payment went through; <paramref name="Paid"/> is what the payment service says was paid, where it says so.</summary>
    [GenerateSerializer, Immutable]
    public sealed record PaymentSucceeded([property: Id(0)] Money? Paid = null) : OrderCommand;

    /// <summary>The payment was refused for good.</summary>
    [GenerateSerializer, Immutable]
    public sealed record PaymentFailed : OrderCommand;

    /// <summary>The customer withdraws.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Cancel : OrderCommand;

    /// <summary>The deadline may have passed.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Expire : OrderCommand;

    /// <summary>The money went back.</summary>
    [GenerateSerializer, Immutable]
    public sealed record RecordRefund : OrderCommand;
}

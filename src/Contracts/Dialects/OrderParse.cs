using System.Collections.Immutable;
using OrleansOrders.Domain;

namespace OrleansOrders.Contracts;

/// <summary>What a body is as an order. The set is closed.</summary>
public abstract record OrderParse
{
    OrderParse() { }

    /// <summary>An order, whatever the dialect.</summary>
    public sealed record Valid(NewOrder Order) : OrderParse;

    /// <summary>None, with every field that is wrong; never empty.</summary>
    public sealed record Invalid(ImmutableArray<FieldError> Errors) : OrderParse;
}

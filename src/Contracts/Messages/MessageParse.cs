using System.Collections.Immutable;

namespace OrleansOrders.Contracts;

/// <summary>What a body is as a <typeparamref name="T"/>. The set is closed.</summary>
public abstract record MessageParse<T>
{
    MessageParse() { }

    /// <summary>One.</summary>
    public sealed record Valid(T Value) : MessageParse<T>;

    /// <summary>None, with every field that is wrong; never empty.</summary>
    public sealed record Invalid(ImmutableArray<FieldError> Errors) : MessageParse<T>;
}

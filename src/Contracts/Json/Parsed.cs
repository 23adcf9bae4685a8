using System.Collections.Immutable;

namespace OrleansOrders.Contracts;

/// <summary>A body that was parsed as a <typeparamref name="T"/>: either a value or every wrong field.</summary>
public sealed class Parsed<T>
    where T : class
{
    internal Parsed(T value) => (Value, Errors) = (value, []);

    internal Parsed(ImmutableArray<FieldError> errors) => Errors = errors;

    /// <summary>The value; null if the body is not valid.</summary>
    public T? Value { get; }

    /// <summary>Every wrong field; empty if the body is valid.</summary>
    public ImmutableArray<FieldError> Errors { get; }

    internal Parsed<TOther> Select<TOther>(Func<T, TOther> map)
        where TOther : class => Value is { } value ? new(map(value)) : new(Errors);
}

/// <summary>Parses bodies. Never throws, whatever the bytes; keeps no reference to the body; ignores unknown fields.</summary>
static class Parsed
{
    public static Parsed<T> Of<T>(ReadOnlyMemory<byte> body, Func<FieldReader, T?> read)
        where T : class
    {
        var errors = new ErrorList();
        using var document = JsonBody.Open(body, errors);
        var value = document is null ? null : read(new FieldReader(document.RootElement, "", -1, errors));
        return value is not null && errors.IsEmpty ? new(value) : new(errors.ToImmutable());
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>The id of the customer that owns an order. Follows <see cref="Identifier.Rule"/>; compared by ordinal.</summary>
[GenerateSerializer, Immutable, JsonConverter(typeof(ParsableJsonConverter<CustomerId>))]
public readonly record struct CustomerId : IParsable<CustomerId>
{
    [Id(0)]
    readonly string? _text;

    CustomerId(string text) => _text = text;

    /// <summary>The id as text. Throws for <c>default</c>, which is not an id.</summary>
    public string Value => _text ?? throw new InvalidOperationException("An unset CustomerId was used.");

    /// <summary>Parses an id; throws <see cref="FormatException"/> if it does not follow the rule.</summary>
    public static CustomerId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"{nameof(CustomerId)} {Identifier.Rule}.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CustomerId result)
    {
        var valid = s is not null && Identifier.IsValid(s);
        result = valid ? new CustomerId(s!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => _text ?? "";
}

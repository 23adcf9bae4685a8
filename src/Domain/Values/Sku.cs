using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>A stock keeping unit: the key of an item. Follows <see cref="Identifier.Rule"/>; compared by ordinal.</summary>
[GenerateSerializer, Immutable, JsonConverter(typeof(ParsableJsonConverter<Sku>))]
public readonly record struct Sku : IParsable<Sku>
{
    [Id(0)]
    readonly string? _text;

    Sku(string text) => _text = text;

    /// <summary>The id as text. Throws for <c>default</c>, which is not an id.</summary>
    public string Value => _text ?? throw new InvalidOperationException("An unset Sku was used.");

    /// <summary>Parses an id; throws <see cref="FormatException"/> if it does not follow the rule.</summary>
    public static Sku Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"{nameof(Sku)} {Identifier.Rule}.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Sku result)
    {
        var valid = s is not null && Identifier.IsValid(s);
        result = valid ? new Sku(s!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => _text ?? "";
}

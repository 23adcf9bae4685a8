using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>
/// The id of a stock adjustment; unique per item, stored permanently. Follows <see cref="Identifier.Rule"/>; compared by ordinal.
/// </summary>
[GenerateSerializer, Immutable, JsonConverter(typeof(ParsableJsonConverter<AdjustmentId>))]
public readonly record struct AdjustmentId : IParsable<AdjustmentId>
{
    [Id(0)]
    readonly string? _text;

    AdjustmentId(string text) => _text = text;

    /// <summary>The id as text. Throws for <c>default</c>, which is not an id.</summary>
    public string Value => _text ?? throw new InvalidOperationException("An unset AdjustmentId was used.");

    /// <summary>Parses an id; throws <see cref="FormatException"/> if it does not follow the rule.</summary>
    public static AdjustmentId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"{nameof(AdjustmentId)} {Identifier.Rule}.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AdjustmentId result)
    {
        var valid = s is not null && Identifier.IsValid(s);
        result = valid ? new AdjustmentId(s!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => _text ?? "";
}

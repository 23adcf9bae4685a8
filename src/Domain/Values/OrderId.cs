using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>An order's id, chosen by the client or by the server. Follows <see cref="Identifier.Rule"/>; compared by ordinal.</summary>
[GenerateSerializer, Immutable, JsonConverter(typeof(ParsableJsonConverter<OrderId>))]
public readonly record struct OrderId : IParsable<OrderId>
{
    [Id(0)]
    readonly string? _text;

    OrderId(string text) => _text = text;

    /// <summary>The id as text. Throws for <c>default</c>, which is not an id.</summary>
    public string Value => _text ?? throw new InvalidOperationException("An unset OrderId was used.");

    /// <summary>Parses an id; throws <see cref="FormatException"/> if it does not follow the rule.</summary>
    public static OrderId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"{nameof(OrderId)} {Identifier.Rule}.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OrderId result)
    {
        var valid = s is not null && Identifier.IsValid(s);
        result = valid ? new OrderId(s!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => _text ?? "";
}

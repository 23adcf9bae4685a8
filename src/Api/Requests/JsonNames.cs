using System.Collections.Frozen;
using System.Text.Json;

namespace OrleansOrders.Api;

/// <summary>The JSON names of an enum's members.</summary>
static class JsonNames<T>
    where T : struct, Enum
{
    static readonly FrozenDictionary<string, T> Values = Enum.GetValues<T>().ToFrozenDictionary(Of, StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<T>().Select(Of)];

    public static bool TryParse(string text, out T value) => Values.TryGetValue(text, out value);

    public static string Of(T value) => JsonSerializer.Serialize(value).Trim('"');
}

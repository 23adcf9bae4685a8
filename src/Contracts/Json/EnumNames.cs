using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace OrleansOrders.Contracts;

/// <summary>The external names of the domain's enums, from their JSON attributes.</summary>
public static class EnumNames
{
    /// <summary>The external name.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Cache<T>.Names[value];

    /// <summary>Every name, in enum order.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Cache<T>.All;

    /// <summary>The value with exactly this name.</summary>
    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum => Cache<T>.Values.TryGetValue(text, out value);

    static class Cache<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Names = Enum.GetValues<T>().ToFrozenDictionary(value => value, value =>
            typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ??
            throw new InvalidOperationException($"{typeof(T).Name}.{value} has no JSON name."));

        public static readonly IReadOnlyList<string> All = [.. Enum.GetValues<T>().Select(value => Names[value])];

        public static readonly FrozenDictionary<string, T> Values = Names.ToFrozenDictionary(name => name.Value, name => name.Key, StringComparer.Ordinal);
    }
}

using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace OrleansOrders.Contracts;

/// <summary>The names under which the domain's closed sets leave the process, as their JSON attributes say.</summary>
internal static class EnumNames<T>
    where T : struct, Enum
{
    static readonly FrozenDictionary<T, string> Names = Enum.GetValues<T>().ToFrozenDictionary(value => value, value =>
        typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ??
        throw new InvalidOperationException($"{typeof(T).Name}.{value} has no name in JSON."));

    /// <summary>Every name, in the order of the set.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<T>().Select(value => Names[value])];

    public static string Of(T value) => Names[value];
}

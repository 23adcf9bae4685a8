using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace OrleansOrders.Contracts;

/// <summary>The external names of the domain's enums, from their JSON attributes.</summary>
static class EnumNames<T>
    where T : struct, Enum
{
    static readonly FrozenDictionary<T, string> Names = Enum.GetValues<T>().ToFrozenDictionary(value => value, value =>
        typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ??
        throw new InvalidOperationException($"{typeof(T).Name}.{value} has no JSON name."));

    /// <summary>Every name, in enum order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<T>().Select(value => Names[value])];

    public static string Of(T value) => Names[value];
}

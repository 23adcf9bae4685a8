using System.Reflection;
using Orleans;

namespace OrleansOrders.Embedded;

/// <summary>
/// The fields of a type that crosses grain calls. Orleans carries the members with an [Id] and the positional members of records, and
/// silently loses the rest; so a type with a rest is refused.
/// </summary>
internal static class SerializableMembers
{
    const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <exception cref="NotSupportedException">The type is not marked, or a field of it is not.</exception>
    internal static IReadOnlyList<(FieldInfo Field, bool IsImmutable)> Of(Type type)
    {
        List<(FieldInfo, bool)> members = [];
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            if (!level.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
                throw new NotSupportedException($"{Copiers.Name(level)} has no [GenerateSerializer] and is none of the types that are known to be copied");
            foreach (var field in level.GetFields(Declared))
            {
                var property = PropertyOf(field, level);
                if (!field.IsDefined(typeof(IdAttribute)) && property?.IsDefined(typeof(IdAttribute)) != true && !IsPositional(property, level))
                    throw new NotSupportedException($"{Copiers.Name(level)}.{property?.Name ?? field.Name} has no [Id], so Orleans would lose it");
                members.Add((field, field.IsDefined(typeof(ImmutableAttribute)) || property?.IsDefined(typeof(ImmutableAttribute)) == true));
            }
        }

        return members;
    }

    static PropertyInfo? PropertyOf(FieldInfo field, Type level) =>
        field.Name.StartsWith('<') ? level.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], Declared) : null;

    static bool IsPositional(PropertyInfo? property, Type level) =>
        property is not null
        && level.GetMethod("PrintMembers", Declared) is not null
        && level.GetConstructors(Declared).SelectMany(constructor => constructor.GetParameters())
            .Any(parameter => parameter.Name == property.Name && parameter.ParameterType == property.PropertyType);
}

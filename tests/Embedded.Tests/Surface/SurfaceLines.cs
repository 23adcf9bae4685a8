using System.Reflection;
using System.Runtime.CompilerServices;

namespace OrleansOrders.Embedded.Tests;

/// <summary>
/// Writes the public surface of types as lines, one fact each: a type and its kind, what it derives from within Orleans, where an attribute may
/// stand, and every public or protected member with its signature. Two assemblies that offer the same write the same lines.
/// </summary>
public static class SurfaceLines
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> OfAssembly(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => IsOrleans(type.Namespace)).SelectMany(OfType).Order(StringComparer.Ordinal);

    public static bool IsOrleans(string? name) => name == "Orleans" || name?.StartsWith("Orleans.", StringComparison.Ordinal) == true;

    public static IEnumerable<string> OfType(Type type)
    {
        var name = Name(type);
        yield return $"{name} ({Kind(type)})";
        foreach (var parent in type.GetInterfaces().Append(type.BaseType).OfType<Type>().Where(parent => IsOrleans(parent.Namespace)))
            yield return $"{name} is {Name(parent)}";
        if (type.IsSubclassOf(typeof(Attribute)) && type.GetCustomAttribute<AttributeUsageAttribute>() is { } usage)
            yield return $"{name} on {usage.ValidOn}; multiple {usage.AllowMultiple}; inherited {usage.Inherited}";
        foreach (var member in type.GetMembers(Declared).Where(IsVisible).Select(Describe).OfType<string>())
            yield return $"{name}.{member}";
    }

    public static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        var name = $"{type.Namespace}.{type.Name.Split('`')[0]}";
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }

    static string Kind(Type type) =>
        type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : "class";

    static bool IsVisible(MemberInfo member) => member switch
    {
        MethodInfo method => IsOpen(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && !IsOfObject(method),
        ConstructorInfo constructor => IsOpen(constructor) && !constructor.IsDefined(typeof(ObsoleteAttribute)),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsOpen),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        _ => false,
    };

    static bool IsOpen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static bool IsOfObject(MethodInfo method) => method.GetBaseDefinition().DeclaringType == typeof(object) || method.GetBaseDefinition().DeclaringType == typeof(ValueType);

    static string? Describe(MemberInfo member) => member switch
    {
        MethodInfo method => $"{method.Name}{TypeParameters(method)}({Parameters(method)}): {Name(method.ReturnType)}{Modifiers(method)}",
        ConstructorInfo constructor => $"new({Parameters(constructor)}){Modifiers(constructor)}",
        PropertyInfo property => $"{property.Name} {{{Accessors(property)} }}: {Name(property.PropertyType)}{Modifiers(property.GetAccessors(nonPublic: true).First(IsOpen))}",
        FieldInfo { DeclaringType.IsEnum: true } value => $"{value.Name} = {Convert.ToInt64(value.GetRawConstantValue(), null)}",
        FieldInfo field => $"{field.Name}: {Name(field.FieldType)}",
        _ => null,
    };

    static string Modifiers(MethodBase method) => (method.IsStatic, method.IsFamily) switch
    {
        (true, _) => " static",
        (_, true) => " protected",
        _ => "",
    };

    static string Accessors(PropertyInfo property)
    {
        var get = property.GetMethod is { } getter && IsOpen(getter) ? " get;" : "";
        if (property.SetMethod is not { } setter || !IsOpen(setter))
            return get;
        var isInit = setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == nameof(IsExternalInit));
        return get + (isInit ? " init;" : " set;");
    }

    static string TypeParameters(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    static string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute));
        return string.Join(", ", method.GetParameters().Select(parameter =>
            $"{(isExtension && parameter.Position == 0 ? "this " : "")}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : "")}"));
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Embedded;

/// <summary>
/// Finds out, once a type, how its values are copied. Everything a grain signature mentions is asked for at start, so what cannot be
/// copied is refused there with the reason and never on the way.
/// </summary>
internal sealed class Copiers
{
    static readonly HashSet<Type> Unchanging =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan),
        typeof(Guid), typeof(Uri), typeof(Version), typeof(Int128), typeof(UInt128), typeof(Half), typeof(GrainId), typeof(Nothing),
    ];

    readonly ConcurrentDictionary<Type, Copier> _known = new();
    readonly Lock _building = new();

    /// <summary>How values of a declared type are copied.</summary>
    /// <exception cref="NotSupportedException">They cannot be; the message says why.</exception>
    internal Copier For(Type declared)
    {
        if (declared.IsInterface && declared.IsAssignableTo(typeof(IAddressable)))
            return SharingCopier.Instance;
        if (declared.IsInterface || declared == typeof(object))
            throw new NotSupportedException($"{Name(declared)} does not say what it holds; use a concrete type such as an array, List or ImmutableArray");
        if (declared.IsValueType || declared.IsSealed || declared.IsGenericType && declared.Namespace!.StartsWith("System", StringComparison.Ordinal))
            return ForExactly(declared);
        if (declared.IsAssignableTo(typeof(Exception)))
            return SharingCopier.Instance;
        if (!declared.IsAbstract)
            ForExactly(declared);
        else
            SerializableMembers.Of(declared);
        foreach (var derived in declared.Assembly.GetTypes().Where(type => type.IsSubclassOf(declared) && !type.IsAbstract && !type.IsGenericType))
            ForExactly(derived);
        return new PolymorphicCopier(this);
    }

    /// <summary>How a value of exactly that type is copied.</summary>
    internal Copier ForExactly(Type type)
    {
        if (_known.TryGetValue(type, out var known))
            return known;
        lock (_building)
            return _known.TryGetValue(type, out known) ? known : _known[type] = Build(type);
    }

    internal static string Name(Type type) =>
        type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;

    Copier Build(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || Unchanging.Contains(type) || type.IsAssignableTo(typeof(Exception)))
            return SharingCopier.Instance;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return ForExactly(underlying);
        if (type.IsSZArray)
            return Collection(typeof(ArrayCopier<>), type.GetElementType()!);
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var definition && type.GetGenericArguments() is var arguments)
        {
            if (definition == typeof(List<>))
                return Collection(typeof(ListCopier<>), arguments);
            if (definition == typeof(Dictionary<,>))
                return Collection(typeof(DictionaryCopier<,>), arguments);
            if (definition == typeof(ImmutableArray<>))
                return For(arguments[0]).Shares ? SharingCopier.Instance : Collection(typeof(ImmutableArrayCopier<>), arguments);
        }

        var members = SerializableMembers.Of(type);
        return type.IsDefined(typeof(ImmutableAttribute), inherit: false) ? SharingCopier.Instance : Memberwise(type, members);
    }

    Copier Collection(Type copier, params Type[] elements) =>
        (Copier)Activator.CreateInstance(copier.MakeGenericType(elements), [.. elements.Select(For)])!;

    MemberwiseCopier Memberwise(Type type, IReadOnlyList<(FieldInfo Field, bool IsImmutable)> members)
    {
        // Known before its members are, since a type may contain itself.
        var copier = new MemberwiseCopier();
        _known[type] = copier;
        try
        {
            foreach (var (field, isImmutable) in members)
            {
                if (!isImmutable)
                    copier.Add(field, For(field.FieldType));
            }
        }
        catch (NotSupportedException reason)
        {
            _known.TryRemove(type, out _);
            throw new NotSupportedException($"{Name(type)}: {reason.Message}", reason);
        }

        return copier;
    }
}

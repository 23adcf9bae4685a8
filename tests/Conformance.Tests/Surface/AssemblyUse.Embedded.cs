using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OrleansOrders.Conformance.Tests;

/// <summary>What of the embedded engine's assembly another assembly names, read from its metadata.</summary>
public sealed class AssemblyUse
{
    readonly MetadataReader _metadata;

    AssemblyUse(MetadataReader metadata)
    {
        _metadata = metadata;
        Types = metadata.TypeReferences.Select(handle => metadata.GetTypeReference(handle)).Where(IsOfTheEngine).Select(Name).ToHashSet();
        Members = metadata.MemberReferences.Select(handle => metadata.GetMemberReference(handle)).Select(Name).OfType<string>().Concat(Overrides()).ToHashSet();
    }

    /// <summary>Full names without type arguments.</summary>
    public IReadOnlySet<string> Types { get; }

    /// <summary>Members that are called, implemented or overridden, as type and name.</summary>
    public IReadOnlySet<string> Members { get; }

    public static AssemblyUse Of(string file)
    {
        using var image = new PEReader([.. File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, file))]);
        return new AssemblyUse(image.GetMetadataReader());
    }

    bool IsOfTheEngine(TypeReference type) =>
        type.ResolutionScope.Kind == HandleKind.AssemblyReference
        && _metadata.GetString(_metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) == "OrleansOrders.Embedded";

    string Name(TypeReference type) => $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name).Split('`')[0]}";

    string? Name(MemberReference member) => TypeOf(member.Parent) is { } type ? $"{type}.{MemberName(member.Name)}" : null;

    // A constructor and a property read as they are on the list.
    string MemberName(StringHandle name) => _metadata.GetString(name) switch
    {
        ".ctor" => "new",
        ['g' or 's', 'e', 't', '_', .. var property] => property,
        var method => method,
    };

    string? TypeOf(EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference when _metadata.GetTypeReference((TypeReferenceHandle)parent) is var type && IsOfTheEngine(type) => Name(type),
        HandleKind.TypeSpecification => TypeOf(Generic((TypeSpecificationHandle)parent)),
        _ => null,
    };

    // A generic instance is written as 0x15, class or value type, then the coded handle of its definition.
    EntityHandle Generic(TypeSpecificationHandle handle)
    {
        var signature = _metadata.GetBlobReader(_metadata.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return default;
        signature.ReadByte();
        return signature.ReadTypeHandle();
    }

    /// <summary>Methods of this assembly's types that carry the name of a member of an engine's type they derive from or implement.</summary>
    IEnumerable<string> Overrides() =>
        from handle in _metadata.TypeDefinitions
        let type = _metadata.GetTypeDefinition(handle)
        from parent in type.GetInterfaceImplementations().Select(item => _metadata.GetInterfaceImplementation(item).Interface).Append(type.BaseType)
        let name = parent.IsNil ? null : TypeOf(parent)
        where name is not null
        from method in type.GetMethods()
        select $"{name}.{MemberName(_metadata.GetMethodDefinition(method).Name)}";
}

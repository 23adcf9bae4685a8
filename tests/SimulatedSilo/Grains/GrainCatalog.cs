using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using Orleans.Serialization.Serializers;

namespace SimulatedSilo;

/// <summary>
/// The code that Orleans generated for the grains: interfaces, proxies, classes, serializers and copiers. It holds no state of a run: make one and share it among all silos of all
/// runs, on any thread.
/// </summary>
public sealed class GrainCatalog
{
    readonly ServiceProvider _services;
    readonly FrozenDictionary<Type, GrainInterface[]> _interfaces;
    readonly FrozenDictionary<GrainType, GrainClass> _classes;
    readonly FrozenDictionary<GrainType, GrainInterface> _firstInterfaces;

    /// <summary>Reads the assemblies of the grains and of the types in their calls.</summary>
    /// <param name="assemblies">The assemblies; Orleans finds the assemblies that they reference.</param>
    /// <param name="exceptionNamespaces">Prefixes of namespaces whose exceptions travel between processes as they are, as in <see cref="ExceptionSerializationOptions"/>.</param>
    /// <exception cref="NotSupportedException">A grain uses something that the simulated silo does not model.</exception>
    /// <exception cref="MissingMemberException">An update of Orleans has moved something that the simulated silo needs.</exception>
    public GrainCatalog(IEnumerable<Assembly> assemblies, params string[] exceptionNamespaces)
        : this(assemblies, _ => true, exceptionNamespaces)
    {
    }

    /// <summary>As the other constructor, but leaves out some grain classes of the assemblies, for example those that use something that the simulated silo does not model.</summary>
    /// <param name="assemblies">The assemblies; Orleans finds the assemblies that they reference.</param>
    /// <param name="isIncluded">Whether a grain class is part of the simulation. There is no reference to a grain whose class is left out.</param>
    /// <param name="exceptionNamespaces">Prefixes of namespaces whose exceptions travel between processes as they are, as in <see cref="ExceptionSerializationOptions"/>.</param>
    /// <exception cref="NotSupportedException">A grain uses something that the simulated silo does not model.</exception>
    /// <exception cref="MissingMemberException">An update of Orleans has moved something that the simulated silo needs.</exception>
    public GrainCatalog(IEnumerable<Assembly> assemblies, Func<Type, bool> isIncluded, params string[] exceptionNamespaces)
    {
        ArgumentNullException.ThrowIfNull(isIncluded);
        OrleansInternals.Check();
        Assembly[] listed = [.. assemblies];
        _services = BuildServices(listed, exceptionNamespaces);
        Codecs = _services.GetRequiredService<CodecProvider>();
        CopyContexts = _services.GetRequiredService<CopyContextPool>();
        Copier = _services.GetRequiredService<DeepCopier>();
        Serializer = _services.GetRequiredService<Serializer>();
        StorageInstruments = _services.GetRequiredService(OrleansInternals.StorageInstruments);

        var manifest = _services.GetRequiredService<IOptions<TypeManifestOptions>>().Value;
        _classes = FindClasses(manifest, type => isIncluded(type) && !IsOfOrleans(type, listed)).ToFrozenDictionary(grain => grain.Type);
        _interfaces = FindInterfaces(manifest, type => !IsOfOrleans(type, listed)).GroupBy(found => found.Interface).ToFrozenDictionary(group => group.Key, group => group.ToArray());
        _firstInterfaces = _interfaces.Values.SelectMany(found => found).GroupBy(found => found.Grain.Type)
            .ToFrozenDictionary(group => group.Key, group => group.MinBy(found => found.Interface.FullName, StringComparer.Ordinal)!);
    }

    internal CodecProvider Codecs { get; }

    internal CopyContextPool CopyContexts { get; }

    internal DeepCopier Copier { get; }

    internal Serializer Serializer { get; }

    /// <summary>One for all runs: a meter keeps every instrument that was created from it.</summary>
    internal object StorageInstruments { get; }

    internal GrainClass Of(GrainType type) => _classes[type];

    internal GrainInterface Of(Type grainInterface, string? classNamePrefix = null)
    {
        Unsupported.RefuseGeneric(grainInterface);
        var found = _interfaces.GetValueOrDefault(grainInterface) ?? throw new ArgumentException($"There is no grain class behind {grainInterface}.", nameof(grainInterface));
        if (classNamePrefix is not null) found = [.. found.Where(one => one.Grain.Class.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal))];
        return found is [var only] ? only : throw new ArgumentException($"There are {found.Length} grain classes behind {grainInterface}.", nameof(grainInterface));
    }

    internal GrainInterface Of(Type grainInterface, GrainType type)
    {
        Unsupported.RefuseGeneric(grainInterface);
        return _interfaces[grainInterface].Single(one => one.Grain.Type == type);
    }

    internal GrainInterface Of(GrainInterfaceType grainInterface, GrainType type) => _interfaces.Values.SelectMany(found => found).Single(one => one.Type == grainInterface && one.Grain.Type == type);

    /// <summary>The first interface of the grain by name.</summary>
    internal GrainInterface AnyOf(GrainType type) => _firstInterfaces[type];

    static ServiceProvider BuildServices(Assembly[] assemblies, string[] exceptionNamespaces) => new ServiceCollection()
        .AddSerializer(serializer =>
        {
            foreach (var assembly in assemblies) serializer.AddAssembly(assembly);
        })
        .AddSingleton<GrainTypeResolver>()
        .AddSingleton<IGrainTypeProvider, AttributeGrainTypeProvider>()
        .AddSingleton<GrainInterfaceTypeResolver>()
        .AddSingleton<IGrainInterfaceTypeProvider, AttributeGrainInterfaceTypeProvider>()
        .AddSingleton<IAttributeToFactoryMapper<PersistentStateAttribute>, PersistentStateAttributeMapper>()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .AddMetrics()
        .AddSingleton<OrleansInstruments>()
        .AddSingleton(OrleansInternals.StorageInstruments)
        .Configure<ExceptionSerializationOptions>(options =>
        {
            foreach (var prefix in exceptionNamespaces) options.SupportedNamespacePrefixes.Add(prefix);
        })
        .BuildServiceProvider();

    IEnumerable<GrainClass> FindClasses(TypeManifestOptions manifest, Func<Type, bool> isIncluded)
    {
        var types = _services.GetRequiredService<GrainTypeResolver>();
        foreach (var type in manifest.InterfaceImplementations.Where(type => IsGrainClass(type) && isIncluded(type)).Distinct())
        {
            Unsupported.RefuseClass(type);
            yield return new(type, types.GetGrainType(type), new DefaultGrainActivator(_services, type));
        }
    }

    IEnumerable<GrainInterface> FindInterfaces(TypeManifestOptions manifest, Func<Type, bool> isIncluded)
    {
        var types = _services.GetRequiredService<GrainInterfaceTypeResolver>();
        foreach (var of in manifest.Interfaces.Where(type => typeof(IGrain).IsAssignableFrom(type) && isIncluded(type)))
        {
            var behind = _classes.Values.Where(grain => of.IsAssignableFrom(grain.Class)).ToArray();
            if (behind.Length == 0) continue;
            Unsupported.RefuseInterface(of);
            var generated = manifest.InterfaceProxies.Where(of.IsAssignableFrom).ToArray();
            var proxy = generated.Single(candidate => !Array.Exists(generated, other => other != candidate && candidate.GetInterfaces().Length > other.GetInterfaces().Length));
            var factory = ActivatorUtilities.CreateFactory(proxy, [typeof(GrainReferenceShared), typeof(IdSpan)]);
            foreach (var grain in behind) yield return new(of, types.GetGrainInterfaceType(of), factory, grain);
        }
    }

    static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false } && typeof(IGrain).IsAssignableFrom(type) && !typeof(GrainReference).IsAssignableFrom(type);

    static bool IsOfOrleans(Type type, Assembly[] listed) => !listed.Contains(type.Assembly) && type.Assembly.GetName().Name!.StartsWith("Orleans.", StringComparison.Ordinal);
}

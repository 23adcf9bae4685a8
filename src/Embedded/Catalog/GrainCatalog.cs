using System.Collections.Frozen;
using System.Reflection;
using Orleans;

namespace OrleansOrders.Embedded;

/// <summary>All grain classes and interfaces, found and checked once.</summary>
internal sealed class GrainCatalog
{
    readonly FrozenDictionary<Type, GrainInterface> _interfaces;

    /// <exception cref="NotSupportedException">Something is not as it must be. The message lists all of it.</exception>
    internal GrainCatalog(GrainEngine engine)
    {
        List<string> problems = [];
        var types = engine.Options.GrainAssemblies.Distinct().SelectMany(assembly => assembly.GetTypes()).Where(IsGrainClass)
            .OrderBy(type => type.FullName, StringComparer.Ordinal).ToArray();
        problems.AddRange(types.SelectMany(type => GrainClassRules.ProblemsOf(type, engine.Services)));
        problems.AddRange(Shared(types, GrainClass.TypeName, "type name"));
        problems.AddRange(Shared(types.SelectMany(StateNames), state => state.Name, state => state.Type, "state name"));
        problems.AddRange(Shared(types.SelectMany(GrainInterfacesOf), pair => pair.Interface.Name, pair => pair.Type, "interface"));
        Classes = problems.Count == 0 ? [.. types.Select(type => new GrainClass(type))] : [];

        var methods = new GrainMethods(new Copiers());
        _interfaces = (problems.Count == 0 ? Classes : [])
            .SelectMany(grainClass => GrainInterfacesOf(grainClass.ClassType).Select(pair => (grainClass, pair.Interface)))
            .ToFrozenDictionary(
                pair => pair.Interface,
                pair => new GrainInterface(pair.Interface, pair.grainClass, engine, methods.Of(pair.Interface, problems)));
        if (problems.Count > 0)
            throw new NotSupportedException($"The embedded engine does not run these grains:{string.Concat(problems.Select(problem => $"\n  {problem}"))}");
    }

    internal IReadOnlyList<GrainClass> Classes { get; }

    /// <exception cref="ArgumentException">No grain class implements it.</exception>
    internal GrainInterface Find(Type grainInterface) =>
        _interfaces.GetValueOrDefault(grainInterface)
        ?? throw new ArgumentException($"No grain class in {nameof(EmbeddedOptions.GrainAssemblies)} implements {grainInterface}.", nameof(grainInterface));

    static bool IsGrainClass(Type type) => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IGrain)) && !type.IsSubclassOf(typeof(GrainProxy));

    static IEnumerable<(Type Type, Type Interface)> GrainInterfacesOf(Type type) =>
        type.GetInterfaces()
            .Where(candidate => candidate.IsAssignableTo(typeof(IGrainWithStringKey)) && candidate != typeof(IGrainWithStringKey))
            .Select(candidate => (type, candidate));

    // Storage may name rows by state name and key alone, so two classes with one state name would share rows.
    static IEnumerable<(Type Type, string Name)> StateNames(Type type) =>
        GrainClass.StateParameters(type).Select(parameter => (type, parameter.GetCustomAttribute<Orleans.Runtime.PersistentStateAttribute>()!.StateName));

    static IEnumerable<string> Shared(IEnumerable<Type> types, Func<Type, string> name, string what) => Shared(types, name, type => type, what);

    static IEnumerable<string> Shared<T>(IEnumerable<T> entries, Func<T, string> name, Func<T, Type> type, string what) =>
        entries.GroupBy(name).Where(group => group.Count() > 1)
            .Select(group => $"{string.Join(" and ", group.Select(entry => type(entry).Name))} have the same {what} '{group.Key}'.");
}

using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Embedded;

/// <summary>A grain class: its name in identities, how it is made, and the attributes that change how it runs.</summary>
internal sealed class GrainClass
{
    // Compiling one takes longer than starting the rest of an engine; it serves every engine of the process.
    static readonly ConcurrentDictionary<Type, ObjectFactory> Factories = new();

    readonly ObjectFactory _factory;
    readonly Func<Activation, IServiceProvider, IActivationState>[] _states;
    int _activations;

    /// <param name="type">Checked by <see cref="GrainClassRules"/>.</param>
    internal GrainClass(Type type)
    {
        ClassType = type;
        Type = GrainType.Create(TypeName(type));
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        HasOnActivate = Implements(nameof(IGrainBase.OnActivateAsync));
        HasOnDeactivate = Implements(nameof(IGrainBase.OnDeactivateAsync));
        AgeLimit = type.GetCustomAttribute<CollectionAgeLimitAttribute>(inherit: true)?.AgeLimit;
        var states = StateParameters(type).ToArray();
        _states = [.. states.Select(StateMaker)];
        _factory = Factories.GetOrAdd(type, static (made, states) => ActivatorUtilities.CreateFactory(made, [.. states.Select(parameter => parameter.ParameterType)]), states);
    }

    internal Type ClassType { get; }

    internal GrainType Type { get; }

    internal bool IsReentrant { get; }

    internal bool HasOnActivate { get; }

    internal bool HasOnDeactivate { get; }

    internal TimeSpan? AgeLimit { get; }

    internal int Activations => Volatile.Read(ref _activations);

    /// <summary>Orleans' own rule: the class name in lower case without a trailing "grain".</summary>
    internal static string TypeName(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.EndsWith("grain", StringComparison.Ordinal) && name.Length > "grain".Length ? name[..^"grain".Length] : name;
    }

    internal static IEnumerable<ParameterInfo> StateParameters(Type type) =>
        type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute)));

    internal void CountActivation(int change) => Interlocked.Add(ref _activations, change);

    internal IActivationState[] CreateStates(Activation activation, IServiceProvider services) =>
        [.. _states.Select(make => make(activation, services))];

    internal object CreateGrain(IServiceProvider services, IActivationState[] states)
    {
        try
        {
            return _factory(services, states);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Failed to create an instance of grain type '{ClassType}'. See InnerException for details.", failure);
        }
    }

    static Func<Activation, IServiceProvider, IActivationState> StateMaker(ParameterInfo parameter)
    {
        var configuration = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
        var stateType = typeof(PersistentState<>).MakeGenericType(parameter.ParameterType.GetGenericArguments());
        return (activation, services) =>
        {
            var storage = services.GetRequiredKeyedService<IGrainStorage>(configuration.StorageName);
            return (IActivationState)Activator.CreateInstance(stateType, activation, configuration.StateName, storage)!;
        };
    }

    bool Implements(string step)
    {
        if (!ClassType.IsAssignableTo(typeof(IGrainBase)))
            return false;
        var map = ClassType.GetInterfaceMap(typeof(IGrainBase));
        var index = Array.FindIndex(map.InterfaceMethods, method => method.Name == step);
        return map.TargetMethods[index].DeclaringType is { } declaring && declaring != typeof(Grain) && declaring != typeof(IGrainBase);
    }
}

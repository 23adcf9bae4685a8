using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime;

namespace SimulatedSilo;

/// <summary>
/// The features of Orleans that the simulated silo does not model. A catalog, a silo or a call that uses one throws: a run on a silo that ignores the feature would prove nothing.
/// </summary>
static class Unsupported
{
    const string NotModelled = "The simulated silo does not model that.";

    // Types of packages that the silo does not reference stand here by name.
    static readonly (string Name, string Feature)[] Attributes =
    [
        (typeof(StatelessWorkerAttribute).FullName!, "[StatelessWorker]"),
        (typeof(MayInterleaveAttribute).FullName!, "[MayInterleave]"),
        ("Orleans.ImplicitStreamSubscriptionAttribute", "streams, by an implicit subscription"),
        ("Orleans.ImplicitChannelSubscriptionAttribute", "broadcast channels, by an implicit subscription"),
    ];

    static readonly (string Name, string Feature)[] Interfaces =
    [
        ("Orleans.IRemindable", "reminders"),
        ("Orleans.Streams.Core.IStreamSubscriptionObserver", "streams"),
        ("Orleans.BroadcastChannel.IOnBroadcastChannelSubscribed", "broadcast channels"),
        ("Orleans.DurableJobs.IDurableJobHandler", "durable jobs"),
        (typeof(IIncomingGrainCallFilter).FullName!, "a call filter"),
        (typeof(IOutgoingGrainCallFilter).FullName!, "a call filter"),
        (typeof(IGrainMigrationParticipant).FullName!, "migration"),
    ];

    static readonly (string Name, string Feature)[] BaseClasses =
    [
        (typeof(Grain<>).FullName!, "Grain<TState>; have the state injected with [PersistentState]"),
        ("Orleans.EventSourcing.LogConsistentGrain`1", "event sourcing"),
        ("Orleans.Journaling.DurableGrain", "journaling"),
    ];

    public static void RefuseClass(Type grain)
    {
        if (grain.IsGenericTypeDefinition) throw Refused(grain, "type parameters");
        if (grain.GetInterfaces().FirstOrDefault(IsGenericGrain) is { } generic) throw Refused(grain, $"a generic grain interface, {generic}");
        foreach (var (name, feature) in Attributes)
        {
            if (grain.GetCustomAttributes(inherit: true).Any(attribute => IsOrDerives(attribute.GetType(), name))) throw Refused(grain, feature);
        }

        foreach (var (name, feature) in Interfaces)
        {
            if (grain.GetInterfaces().Any(type => type.FullName == name)) throw Refused(grain, feature);
        }

        foreach (var (name, feature) in BaseClasses)
        {
            if (IsOrDerives(grain, name)) throw Refused(grain, feature);
        }
    }

    public static void RefuseInterface(Type grainInterface)
    {
        foreach (var method in grainInterface.GetInterfaces().Append(grainInterface).SelectMany(type => type.GetMethods()))
        {
            if (method.GetCustomAttributes().Any(attribute => IsOrDerives(attribute.GetType(), "Orleans.TransactionAttribute"))) throw Refused(grainInterface, $"transactions in {method.Name}");
            if (IsStream(method.ReturnType)) throw Refused(grainInterface, $"IAsyncEnumerable as the result of {method.Name}");
            var types = TypesIn([method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)]);
            if (types.Contains(typeof(GrainCancellationToken))) throw Refused(grainInterface, $"GrainCancellationToken in {method.Name}; take a CancellationToken");
            if (types.Any(IsObserver)) throw Refused(grainInterface, $"observers in {method.Name}");
        }
    }

    /// <summary>Refuses an interface with type arguments, for which the catalog has no proxy.</summary>
    public static void RefuseGeneric(Type grainInterface)
    {
        if (IsGenericGrain(grainInterface)) throw new NotSupportedException($"{grainInterface} is a generic grain interface. {NotModelled}");
    }

    /// <summary>Does not make a filter: it may need services that are not ready.</summary>
    public static void RefuseServices(IServiceProvider services)
    {
        var registered = services.GetRequiredService<IServiceProviderIsService>();
        foreach (var filter in (Type[])[typeof(IIncomingGrainCallFilter), typeof(IOutgoingGrainCallFilter)])
        {
            if (registered.IsService(filter)) throw new NotSupportedException($"The container has a call filter, {filter.Name}. {NotModelled}");
        }
    }

    public static void RefuseCallChain()
    {
        if (RequestContext.ReentrancyId != Guid.Empty) throw new NotSupportedException($"The caller uses RequestContext.AllowCallChainReentrancy. {NotModelled}");
    }

    // The types that a value of one of these types can hold, as far as declarations say: elements, type arguments, and the fields of serializable types.
    static HashSet<Type> TypesIn(IEnumerable<Type> types)
    {
        var found = new HashSet<Type>();
        var left = new Stack<Type>(types);
        while (left.TryPop(out var type))
        {
            if (!found.Add(type)) continue;
            if (type.GetElementType() is { } element) left.Push(element);
            foreach (var argument in type.GetGenericArguments()) left.Push(argument);
            for (var holder = type; holder is not null && holder.IsDefined(typeof(GenerateSerializerAttribute), inherit: false); holder = holder.BaseType)
            {
                foreach (var field in holder.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) left.Push(field.FieldType);
            }
        }

        return found;
    }

    static bool IsGenericGrain(Type type) => type is { IsInterface: true, IsGenericType: true } && typeof(IGrain).IsAssignableFrom(type);

    static bool IsStream(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>);

    static bool IsObserver(Type type) => typeof(IGrainObserver).IsAssignableFrom(type) && !typeof(IGrain).IsAssignableFrom(type);

    static bool IsOrDerives(Type? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if ((type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName == name) return true;
        }

        return false;
    }

    static NotSupportedException Refused(Type where, string feature) => new($"{where} uses {feature}. {NotModelled}");
}

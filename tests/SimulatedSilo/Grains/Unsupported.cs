using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime;

namespace SimulatedSilo;

/// <summary>
/// What the simulated silo does not model. It is refused where the catalog or the silo is made, since a run on a silo that ignores it would prove nothing.
/// </summary>
static class Unsupported
{
    // By name where the type is in a package that the silo does not need: streams, reminders, transactions.
    static readonly (string Name, string What)[] Attributes =
    [
        (typeof(StatelessWorkerAttribute).FullName!, "a stateless worker"),
        (typeof(MayInterleaveAttribute).FullName!, "[MayInterleave]"),
        ("Orleans.ImplicitStreamSubscriptionAttribute", "an implicit stream subscription"),
        ("Orleans.RegexImplicitStreamSubscriptionAttribute", "an implicit stream subscription"),
    ];

    static readonly (string Name, string What)[] Interfaces =
    [
        ("Orleans.IRemindable", "reminders"),
        ("Orleans.Streams.Core.IStreamSubscriptionObserver", "streams"),
        (typeof(IIncomingGrainCallFilter).FullName!, "a call filter"),
        (typeof(IOutgoingGrainCallFilter).FullName!, "a call filter"),
        (typeof(IGrainMigrationParticipant).FullName!, "migration"),
    ];

    public static void RefuseClass(Type grain)
    {
        foreach (var (name, what) in Attributes)
        {
            if (grain.GetCustomAttributes(inherit: true).Any(attribute => IsA(attribute.GetType(), name))) throw Refused(grain, what);
        }

        foreach (var (name, what) in Interfaces)
        {
            if (grain.GetInterfaces().Any(type => type.FullName == name)) throw Refused(grain, what);
        }

        for (var type = grain.BaseType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Grain<>)) throw Refused(grain, "Grain<TState>; have the state injected with [PersistentState]");
        }
    }

    public static void RefuseInterface(Type grainInterface)
    {
        foreach (var method in grainInterface.GetInterfaces().Append(grainInterface).SelectMany(type => type.GetMethods()))
        {
            if (method.GetCustomAttributes().Any(attribute => attribute.GetType().FullName == "Orleans.TransactionAttribute")) throw Refused(grainInterface, "transactions");
            if (IsStream(method.ReturnType)) throw Refused(grainInterface, $"IAsyncEnumerable, which {method.Name} returns");
            if (method.GetParameters().Any(parameter => typeof(IGrainObserver).IsAssignableFrom(parameter.ParameterType) && !typeof(IGrain).IsAssignableFrom(parameter.ParameterType)))
                throw Refused(grainInterface, $"observers, which {method.Name} takes");
        }
    }

    public static void RefuseServices(IServiceProvider services)
    {
        if (services.GetService<IIncomingGrainCallFilter>() is { } incoming) throw Refused(incoming.GetType(), "a call filter");
        if (services.GetService<IOutgoingGrainCallFilter>() is { } outgoing) throw Refused(outgoing.GetType(), "a call filter");
    }

    static bool IsStream(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>);

    static bool IsA(Type? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.FullName == name) return true;
        }

        return false;
    }

    static NotSupportedException Refused(Type where, string what) => new($"{where} uses {what}. The simulated silo does not model that.");
}

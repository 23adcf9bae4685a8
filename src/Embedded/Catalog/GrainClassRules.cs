using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Embedded;

/// <summary>What a grain class must be, so that it runs here as it would on Orleans.</summary>
internal static class GrainClassRules
{
    internal static IEnumerable<string> ProblemsOf(Type type, IServiceProvider services)
    {
        if (type.IsGenericType)
            yield return $"{type.Name}: a grain class has no type parameters.";
        foreach (var method in type.GetMethods().Where(method => method.IsDefined(typeof(AlwaysInterleaveAttribute))))
            yield return $"{type.Name}.{method.Name}: [AlwaysInterleave] belongs on the interface method; on the class it would have no effect.";
        if (type.GetConstructors() is not [var constructor])
        {
            yield return $"{type.Name}: a grain class has exactly one public constructor.";
            yield break;
        }

        foreach (var parameter in constructor.GetParameters())
        {
            if (ProblemOf(parameter, services) is { } problem)
                yield return $"{type.Name}: constructor parameter '{parameter.Name}' {problem}.";
        }
    }

    static string? ProblemOf(ParameterInfo parameter, IServiceProvider services)
    {
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } state)
            return ProblemOf(parameter.ParameterType, state, services);
        if (parameter.HasDefaultValue || parameter.IsDefined(typeof(FromKeyedServicesAttribute)))
            return null;
        return services.GetService<IServiceProviderIsService>()?.IsService(parameter.ParameterType) == false
            ? $"has type {Copiers.Name(parameter.ParameterType)}, which is not a registered service"
            : null;
    }

    static string? ProblemOf(Type type, PersistentStateAttribute state, IServiceProvider services)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            return "has [PersistentState] but is no IPersistentState";
        if (type.GetGenericArguments()[0] is { IsAbstract: true } or { IsArray: true })
            return "has a state type of which no empty instance can be made";
        if (state.StorageName is null)
            return "names no storage";
        return services.GetService<IServiceProviderIsKeyedService>()?.IsKeyedService(typeof(IGrainStorage), state.StorageName) == false
            ? $"names storage '{state.StorageName}', which is not registered"
            : null;
    }
}

using System.Reflection;
using Orleans;

namespace OrleansOrders.Embedded;

/// <summary>Prepares the methods of grain interfaces, or says why one cannot be called.</summary>
internal sealed class GrainMethods(Copiers copiers)
{
    internal IEnumerable<GrainMethod> Of(Type grainInterface, List<string> problems)
    {
        var methods = grainInterface.GetInterfaces().Prepend(grainInterface)
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic));
        foreach (var method in methods)
        {
            GrainMethod? prepared = null;
            try
            {
                prepared = Prepare(method);
            }
            catch (NotSupportedException reason)
            {
                problems.Add($"{method.DeclaringType!.Name}.{method.Name}: {reason.Message}.");
            }

            if (prepared is not null)
                yield return prepared;
        }
    }

    GrainMethod Prepare(MethodInfo method)
    {
        if (!method.IsAbstract || method.IsGenericMethod || method.IsSpecialName)
            throw new NotSupportedException("a grain interface has plain methods only, without type parameters, bodies or properties");
        if (method.ReturnParameter.IsDefined(typeof(ImmutableAttribute)))
            throw new NotSupportedException("[return: Immutable] is not supported; mark the type");
        var answer = AnswerType(method.ReturnType);
        var result = Naming("the answer", () => copiers.For(answer));
        var arguments = method.GetParameters().Select(parameter => CopierOf(method, parameter)).ToArray();
        object?[] constructorArguments = [method, arguments, result.Shares ? null : result];
        return (GrainMethod)Activator.CreateInstance(typeof(GrainMethod<>).MakeGenericType(answer), constructorArguments)!;
    }

    Copier? CopierOf(MethodInfo method, ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return parameter.Position == method.GetParameters().Length - 1
                ? null
                : throw new NotSupportedException("a CancellationToken is the last parameter and the only one of its kind");
        }

        if (parameter.ParameterType.IsByRef)
            throw new NotSupportedException($"parameter '{parameter.Name}' is by reference");
        if (parameter.IsDefined(typeof(ImmutableAttribute)))
            return null;
        var copier = Naming($"parameter '{parameter.Name}'", () => copiers.For(parameter.ParameterType));
        return copier.Shares ? null : copier;
    }

    static Type AnswerType(Type returned)
    {
        if (returned == typeof(Task) || returned == typeof(ValueTask))
            return typeof(Nothing);
        var definition = returned.IsGenericType ? returned.GetGenericTypeDefinition() : null;
        return definition == typeof(Task<>) || definition == typeof(ValueTask<>)
            ? returned.GetGenericArguments()[0]
            : throw new NotSupportedException($"it returns {Copiers.Name(returned)}; a grain method returns Task, Task<T>, ValueTask or ValueTask<T>");
    }

    static Copier Naming(string part, Func<Copier> find)
    {
        try
        {
            return find();
        }
        catch (NotSupportedException reason)
        {
            throw new NotSupportedException($"{part} cannot be copied: {reason.Message}", reason);
        }
    }
}

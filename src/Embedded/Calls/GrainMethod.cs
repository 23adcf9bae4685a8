using System.Reflection;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace OrleansOrders.Embedded;

/// <summary>A method of a grain interface, prepared to be called.</summary>
internal abstract class GrainMethod
{
    protected GrainMethod(MethodInfo method)
    {
        Method = method;
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        AlwaysInterleaves = method.IsDefined(typeof(AlwaysInterleaveAttribute));
    }

    internal MethodInfo Method { get; }

    internal string Name { get; }

    internal bool AlwaysInterleaves { get; }

    /// <summary>What the interface method returns: the task of the answer. Failures are in the task.</summary>
    internal abstract object Call(GrainEngine engine, GrainClass grainClass, GrainId id, object?[] arguments);
}

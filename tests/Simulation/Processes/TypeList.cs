using System.Reflection;

namespace OrleansOrders.Simulation;

/// <summary>An assembly of the given types alone: the engine looks through all of it each time a process starts.</summary>
sealed class TypeList(params Type[] types) : Assembly
{
    public override Type[] GetTypes() => types;
}

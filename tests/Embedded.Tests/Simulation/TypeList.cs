using System.Reflection;

namespace OrleansOrders.Embedded.Tests;

/// <summary>An assembly that consists of the given types, so that each test has grain classes of its own.</summary>
public sealed class TypeList(params Type[] types) : Assembly
{
    public override Type[] GetTypes() => types;
}

using System.Collections.Frozen;
using System.Reflection;
using Orleans.Runtime;

namespace OrleansOrders.Embedded;

/// <summary>A grain interface with the class behind it and its methods, made once.</summary>
internal sealed class GrainInterface
{
    readonly FrozenDictionary<MethodInfo, GrainMethod> _methods;
    readonly GrainProxy _template;

    internal GrainInterface(Type type, GrainClass grainClass, GrainEngine engine, IEnumerable<GrainMethod> methods)
    {
        Type = type;
        Class = grainClass;
        Engine = engine;
        _methods = methods.ToFrozenDictionary(method => method.Method);
        _template = GrainProxy.Template(this);
    }

    internal Type Type { get; }

    internal GrainClass Class { get; }

    internal GrainEngine Engine { get; }

    internal GrainProxy Reference(string key) => _template.For(GrainId.Create(Class.Type, key));

    internal object Call(GrainId id, MethodInfo method, object?[] arguments) => _methods[method].Call(Engine, Class, id, arguments);
}

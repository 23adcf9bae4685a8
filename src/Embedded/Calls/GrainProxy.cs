using System.Reflection;
using Orleans.Runtime;

namespace OrleansOrders.Embedded;

/// <summary>
/// A reference to a grain. The runtime derives a class from this one for each grain interface; one instance of it is the template that
/// references are cloned from, which costs far less than making a proxy.
/// </summary>
internal class GrainProxy : DispatchProxy
{
    GrainInterface _interface = null!;

    internal GrainId Id { get; private set; }

    internal static GrainProxy Template(GrainInterface grainInterface)
    {
        var template = (GrainProxy)Create(grainInterface.Type, typeof(GrainProxy));
        template._interface = grainInterface;
        return template;
    }

    internal GrainProxy For(GrainId id)
    {
        var reference = (GrainProxy)MemberwiseClone();
        reference.Id = id;
        return reference;
    }

    public override bool Equals(object? obj) => obj is GrainProxy other && ReferenceEquals(_interface.Engine, other._interface.Engine) && Id == other.Id;

    public override int GetHashCode() => Id.GetHashCode();

    public override string ToString() => $"{_interface.Type.Name} {Id}";

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _interface.Call(Id, targetMethod!, args ?? []);
}

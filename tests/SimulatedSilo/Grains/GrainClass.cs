using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Metadata;
using Orleans.Runtime;

namespace SimulatedSilo;

/// <summary>A grain class, its type, and its activator.</summary>
sealed record GrainClass(Type Class, GrainType Type, IGrainActivator Activator)
{
    public bool IsReentrant { get; } = Class.IsDefined(typeof(ReentrantAttribute));

    /// <summary>The age at which an unused grain is collected, by an attribute of its class; null without one.</summary>
    public TimeSpan? AgeLimit { get; } = Class.IsDefined(typeof(KeepAliveAttribute)) ? TimeSpan.MaxValue : Class.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit;
}

/// <summary>A grain interface, the proxy that Orleans generated for it, and the class behind it.</summary>
sealed record GrainInterface(Type Interface, GrainInterfaceType Type, ObjectFactory Proxy, GrainClass Grain);

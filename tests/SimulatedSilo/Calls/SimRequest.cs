using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace SimulatedSilo;

/// <summary>A request as bytes, on its way between processes.</summary>
public sealed class SimRequest
{
    readonly byte[] _body;
    readonly KeyValuePair<string, byte[]>[] _context;

    internal SimRequest(GrainCatalog catalog, GrainId target, IInvokable request, InvokeMethodOptions options, TimeSpan? timeToLive = null)
    {
        Unsupported.RefuseCallChain();
        Target = target;
        Options = options;
        TimeToLive = timeToLive;
        _body = catalog.Serializer.SerializeToArray<IInvokable>(request);
        _context = [.. RequestContext.Entries.Select(entry => KeyValuePair.Create(entry.Key, catalog.Serializer.SerializeToArray<object>(entry.Value)))];
    }

    /// <summary>The grain that is called.</summary>
    public GrainId Target { get; }

    /// <summary>How long the caller waits; null for a one-way call. As in Orleans, it counts from the arrival: the time on the way is not part of it.</summary>
    public TimeSpan? TimeToLive { get; }

    internal InvokeMethodOptions Options { get; }

    internal IInvokable ReadBody(GrainCatalog catalog) => catalog.Serializer.Deserialize<IInvokable>(_body)!;

    internal Dictionary<string, object>? ReadContext(GrainCatalog catalog) =>
        _context.Length == 0 ? null : _context.ToDictionary(entry => entry.Key, entry => catalog.Serializer.Deserialize<object>(entry.Value)!);
}

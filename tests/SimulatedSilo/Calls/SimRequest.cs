using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace SimulatedSilo;

/// <summary>A request as bytes, on its way between processes.</summary>
public sealed class SimRequest
{
    readonly byte[] _body;
    readonly KeyValuePair<string, byte[]>[] _context;

    internal SimRequest(GrainCatalog catalog, GrainId target, IInvokable request, InvokeMethodOptions options)
    {
        Target = target;
        Options = options;
        _body = catalog.Serializer.SerializeToArray<IInvokable>(request);
        _context = [.. Call.SenderContext().Select(entry => KeyValuePair.Create(entry.Key, catalog.Serializer.SerializeToArray<object>(entry.Value)))];
    }

    /// <summary>The grain that is called.</summary>
    public GrainId Target { get; }

    internal InvokeMethodOptions Options { get; }

    internal IInvokable ReadBody(GrainCatalog catalog) => catalog.Serializer.Deserialize<IInvokable>(_body)!;

    internal IReadOnlyList<KeyValuePair<string, object>> ReadContext(GrainCatalog catalog) =>
        [.. _context.Select(entry => KeyValuePair.Create(entry.Key, catalog.Serializer.Deserialize<object>(entry.Value)!))];
}

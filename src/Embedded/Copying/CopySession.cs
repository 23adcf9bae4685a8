namespace OrleansOrders.Embedded;

/// <summary>One copy of one graph: what was met twice is one object in the copy too, and cycles end.</summary>
internal sealed class CopySession
{
    readonly Dictionary<object, object> _copies = new(ReferenceEqualityComparer.Instance);

    internal bool TryGet(object original, out object? copy) => _copies.TryGetValue(original, out copy);

    internal void Remember(object original, object copy) => _copies[original] = copy;
}

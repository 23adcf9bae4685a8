namespace OrleansOrders.Embedded;

/// <summary>Copies values of one type, so that caller and callee never share what either may change.</summary>
internal abstract class Copier
{
    /// <summary>Whether the value is handed over as it is.</summary>
    internal virtual bool Shares => false;

    internal object? CopyOne(object? value) => CopyOrNull(value, new CopySession());

    internal object? CopyOrNull(object? value, CopySession session)
    {
        if (value is null)
            return null;
        return Shares ? value : session.TryGet(value, out var known) ? known : Copy(value, session);
    }

    /// <summary>Copies a value met for the first time; remembers the copy before it goes deeper.</summary>
    protected abstract object Copy(object value, CopySession session);
}

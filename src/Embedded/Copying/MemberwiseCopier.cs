using System.Reflection;

namespace OrleansOrders.Embedded;

/// <summary>A type of our own: all fields as they are, and then copies in place of what may change.</summary>
internal sealed class MemberwiseCopier : Copier
{
    static readonly Func<object, object> Clone =
        typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!.CreateDelegate<Func<object, object>>();

    readonly List<(FieldInfo Field, Copier Copier)> _copied = [];

    internal void Add(FieldInfo field, Copier copier)
    {
        if (!copier.Shares)
            _copied.Add((field, copier));
    }

    protected override object Copy(object value, CopySession session)
    {
        var copy = Clone(value);
        session.Remember(value, copy);
        foreach (var (field, copier) in _copied)
            field.SetValue(copy, copier.CopyOrNull(field.GetValue(value), session));
        return copy;
    }
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace OrleansOrders.Embedded;

internal sealed class ArrayCopier<T>(Copier element) : Copier
{
    protected override object Copy(object value, CopySession session)
    {
        var original = (T[])value;
        var copy = (T[])original.Clone();
        session.Remember(original, copy);
        if (element.Shares)
            return copy;
        for (var i = 0; i < copy.Length; i++)
            copy[i] = (T)element.CopyOrNull(original[i], session)!;
        return copy;
    }
}

internal sealed class ListCopier<T>(Copier element) : Copier
{
    protected override object Copy(object value, CopySession session)
    {
        var original = (List<T>)value;
        var copy = new List<T>(original.Count);
        session.Remember(original, copy);
        if (element.Shares)
        {
            copy.AddRange(original);
            return copy;
        }

        foreach (var item in original)
            copy.Add((T)element.CopyOrNull(item, session)!);
        return copy;
    }
}

internal sealed class DictionaryCopier<TKey, TValue>(Copier key, Copier value) : Copier
    where TKey : notnull
{
    protected override object Copy(object value1, CopySession session)
    {
        var original = (Dictionary<TKey, TValue>)value1;
        var copy = new Dictionary<TKey, TValue>(original.Count, original.Comparer);
        session.Remember(original, copy);
        foreach (var (entryKey, entryValue) in original)
            copy.Add((TKey)key.CopyOrNull(entryKey, session)!, (TValue)value.CopyOrNull(entryValue, session)!);
        return copy;
    }
}

/// <summary>Only for elements that may change; otherwise the array is shared.</summary>
internal sealed class ImmutableArrayCopier<T>(Copier element) : Copier
{
    protected override object Copy(object value, CopySession session)
    {
        var original = (ImmutableArray<T>)value;
        if (original.IsDefaultOrEmpty)
            return original;
        var copy = new T[original.Length];
        for (var i = 0; i < copy.Length; i++)
            copy[i] = (T)element.CopyOrNull(original[i], session)!;
        return ImmutableCollectionsMarshal.AsImmutableArray(copy);
    }
}

namespace OrleansOrders.Embedded;

/// <summary>For a declared type that others derive from: the type of the value decides.</summary>
internal sealed class PolymorphicCopier(Copiers copiers) : Copier
{
    protected override object Copy(object value, CopySession session) => copiers.ForExactly(value.GetType()).CopyOrNull(value, session)!;
}

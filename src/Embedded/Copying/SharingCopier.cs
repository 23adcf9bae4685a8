namespace OrleansOrders.Embedded;

/// <summary>For what cannot change, or promised not to.</summary>
internal sealed class SharingCopier : Copier
{
    internal static readonly SharingCopier Instance = new();

    internal override bool Shares => true;

    protected override object Copy(object value, CopySession session) => value;
}

namespace OrleansOrders.Chaos;

/// <summary>Something that must not be.</summary>
sealed record Finding(FindingKind Kind, string Subject, string Detail)
{
    public override string ToString() => $"{Kind}: {Subject}: {Detail}";

    public static Finding Lost(string subject, string detail) => new(FindingKind.Lost, subject, detail);

    public static Finding Doubled(string subject, string detail) => new(FindingKind.Doubled, subject, detail);

    public static Finding Unexpected(string subject, string detail) => new(FindingKind.Unexpected, subject, detail);
}

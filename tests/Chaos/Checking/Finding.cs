namespace OrleansOrders.Chaos;

/// <summary>Something that must not be.</summary>
sealed record Finding(FindingKind Kind, string Subject, string Detail)
{
    public override string ToString() => $"{Kind}: {Subject}: {Detail}";

    public static Finding Lost(string subject, string detail) => new(FindingKind.Lost, subject, detail);

    public static Finding Doubled(string subject, string detail) => new(FindingKind.Doubled, subject, detail);

    public static Finding Unexpected(string subject, string detail) => new(FindingKind.Unexpected, subject, detail);
}

/// <summary>How a promise can be broken.</summary>
enum FindingKind
{
    /// <summary>Somebody was told of it, and it is not there, or has never ended.</summary>
    Lost,

    /// <summary>It was asked for once and happened more than once.</summary>
    Doubled,

    /// <summary>Nobody asked for it, or no order of events explains it.</summary>
    Unexpected,

    /// <summary>The application's own auditor found it, or the application crashed.</summary>
    Violation,
}

namespace OrleansOrders.Chaos;

/// <summary>A violation found in a run.</summary>
sealed record Finding(FindingKind Kind, string Subject, string Detail)
{
    public override string ToString() => $"{Kind}: {Subject}: {Detail}";

    public static Finding Lost(string subject, string detail) => new(FindingKind.Lost, subject, detail);

    public static Finding Doubled(string subject, string detail) => new(FindingKind.Doubled, subject, detail);

    public static Finding Unexpected(string subject, string detail) => new(FindingKind.Unexpected, subject, detail);
}

/// <summary>The kinds of findings.</summary>
enum FindingKind
{
    /// <summary>A client received it, but it is missing or has never ended.</summary>
    Lost,

    /// <summary>It was requested once and happened more than once.</summary>
    Doubled,

    /// <summary>It was never requested, or no order of events explains it.</summary>
    Unexpected,

    /// <summary>The application's own auditor found it, or the application crashed.</summary>
    Violation,
}

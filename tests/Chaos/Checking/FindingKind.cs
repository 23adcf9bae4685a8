namespace OrleansOrders.Chaos;

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

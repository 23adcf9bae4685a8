namespace OrleansOrders.Cli;

/// <summary>Where notifications come from.</summary>
interface INotificationSource
{
    /// <summary>Delivers what there is until the source ends: a stream when it is cut, a poll when it has all.</summary>
    /// <exception cref="ServerAwayException">The server does not answer.</exception>
    Task<SourceEnd> Read(NotificationSink sink, CancellationToken ct);
}

/// <summary>How a reading ended.</summary>
abstract record SourceEnd
{
    /// <summary>Read again after a while.</summary>
    public sealed record Again(TimeSpan? Pause) : SourceEnd;

    /// <summary>The server has no such source.</summary>
    public sealed record Missing : SourceEnd;

    /// <summary>The server does not want to.</summary>
    public sealed record Refused(Answer Answer) : SourceEnd;
}

namespace OrleansOrders.RabbitMq;

/// <summary>The result of replaying several letters.</summary>
/// <param name="Replayed">Number of replayed letters.</param>
/// <param name="NotFound">Ids without a letter.</param>
/// <param name="NoOrigin">Letters that stay because their original queue is unknown or is not a queue of this system.</param>
/// <param name="Truncated">True if the queue has more letters than were scanned.</param>
public sealed record ReplayReport(int Replayed, IReadOnlyList<Guid> NotFound, IReadOnlyList<Guid> NoOrigin, bool Truncated);

/// <summary>The result of replaying one letter.</summary>
public enum ReplayOutcome
{
    /// <summary>The copy is in the letter's original queue.</summary>
    Replayed,

    /// <summary>There is no such letter.</summary>
    NotFound,

    /// <summary>The original queue is unknown or is not a queue of this system.</summary>
    NoOrigin,

    /// <summary>The body is larger than <see cref="MessageHeaders.MaxOriginalBody"/> and cannot be kept beside an edited one.</summary>
    TooLargeToEdit,
}

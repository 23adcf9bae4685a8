namespace OrleansOrders.RabbitMq;

/// <summary>What became of a request to replay several letters.</summary>
/// <param name="Replayed">How many were sent back.</param>
/// <param name="NotFound">Those that are not there.</param>
/// <param name="NoOrigin">Those that stay, because nobody knows the queue they came from, or it is none of ours.</param>
/// <param name="Truncated">There are more letters in the queue than were looked at.</param>
public sealed record ReplayReport(int Replayed, IReadOnlyList<Guid> NotFound, IReadOnlyList<Guid> NoOrigin, bool Truncated);

/// <summary>What became of a request to replay one letter.</summary>
public enum ReplayOutcome
{
    /// <summary>Its copy is in the queue it came from.</summary>
    Replayed,

    /// <summary>There is no such letter.</summary>
    NotFound,

    /// <summary>Nobody knows the queue it came from, or it is none of ours.</summary>
    NoOrigin,

    /// <summary>Its body is larger than <see cref="MessageHeaders.MaxOriginalBody"/> and could not be kept beside an edited one.</summary>
    TooLargeToEdit,
}

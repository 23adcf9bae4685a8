namespace OrleansOrders.RabbitMq;

/// <summary>What became of a request to replay several letters.</summary>
/// <param name="Replayed">How many were sent back.</param>
/// <param name="NotFound">Those that are not there.</param>
/// <param name="NoOrigin">Those that stay, because nobody knows the queue they came from, or it is none of ours.</param>
/// <param name="Truncated">There are more letters in the queue than were looked at.</param>
public sealed record ReplayReport(int Replayed, IReadOnlyList<Guid> NotFound, IReadOnlyList<Guid> NoOrigin, bool Truncated);

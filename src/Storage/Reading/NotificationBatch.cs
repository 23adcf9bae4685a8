namespace OrleansOrders.Storage;

/// <summary>What follows some place of the log.</summary>
/// <param name="News">Oldest first.</param>
/// <param name="More">There may be more behind it.</param>
public sealed record NotificationBatch(IReadOnlyList<Notification> News, bool More);

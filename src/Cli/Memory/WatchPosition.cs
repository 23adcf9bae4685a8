namespace OrleansOrders.Cli;

/// <summary>How far a customer's notifications were shown.</summary>
/// <param name="Server">Whose notifications.</param>
/// <param name="CustomerId">Whom they are for.</param>
/// <param name="LastEventId">The stream's place; null where there never was a stream.</param>
/// <param name="LastNotificationId">The last one shown.</param>
sealed record WatchPosition(string Server, string CustomerId, string? LastEventId = null, string? LastNotificationId = null);

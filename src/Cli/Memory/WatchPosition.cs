namespace OrleansOrders.Cli;

/// <summary>How far a customer's notifications were shown.</summary>
/// <param name="Server">Whose notifications.</param>
/// <param name="CustomerId">Whom they are for.</param>
/// <param name="LastEventId">The stream's place; null before the first stream.</param>
sealed record WatchPosition(string Server, string CustomerId, string? LastEventId = null);

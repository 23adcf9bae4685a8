namespace OrleansOrders.Cli;

/// <summary>The position of the last notification shown to a customer.</summary>
/// <param name="Server">The server.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="LastEventId">The position in the stream; null before the first stream.</param>
sealed record WatchPosition(string Server, string CustomerId, string? LastEventId = null);

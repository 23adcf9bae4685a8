namespace OrleansOrders.Drills;

/// <summary>What one disturbance came to.</summary>
/// <param name="Name">Who was disturbed.</param>
/// <param name="Before">Orders that became final, a second, before.</param>
/// <param name="Back">From the disturbance until as many became final again; null where that was not seen.</param>
/// <param name="Whole">From the disturbance until every process was ready again.</param>
/// <param name="FailedRequests">Requests that failed meanwhile.</param>
sealed record DrillReport(string Name, double Before, TimeSpan? Back, TimeSpan Whole, int FailedRequests);

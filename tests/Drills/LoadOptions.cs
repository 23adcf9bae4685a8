namespace OrleansOrders.Drills;

/// <summary>How much is ordered.</summary>
/// <param name="Rate">Orders a second, whatever becomes of those before: load does not wait for a system in trouble.</param>
/// <param name="MostOutstanding">Orders under way at most; bounds what a system that answers nothing costs the generator.</param>
sealed record LoadOptions(int Rate, int MostOutstanding = 500);

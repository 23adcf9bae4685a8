namespace OrleansOrders.Drills;

/// <summary>How much is ordered.</summary>
/// <param name="Rate">Orders a second, whatever becomes of those before: load does not wait for a system in trouble.</param>
/// <param name="MostOutstanding">Orders under way at most; bounds what a system that answers nothing costs the generator.</param>
sealed record LoadOptions(int Rate, int MostOutstanding = 500)
{
    /// <summary>How long load has gone on before anything is disturbed at all.</summary>
    public TimeSpan Warm { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long it goes on in peace before each disturbance; the rate of that time is what has to come back.</summary>
    public TimeSpan Calm { get; init; } = TimeSpan.FromSeconds(4);
}

namespace OrleansOrders.Simulation;

/// <summary>How a task ended.</summary>
static class Outcome
{
    public static async Task<Outcome<T>> Of<T>(Task<T> task)
    {
        try
        {
            return new(await task, null);
        }
        catch (Exception exception)
        {
            return new(default, exception);
        }
    }
}

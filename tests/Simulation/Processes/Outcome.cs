namespace OrleansOrders.Simulation;

/// <summary>A result, or a failure.</summary>
readonly record struct Outcome<T>(T? Result, Exception? Failure)
{
    public void Tell(TaskCompletionSource<T> waiting)
    {
        if (Failure is null) waiting.TrySetResult(Result!);
        else waiting.TrySetException(Failure);
    }
}

/// <summary>The outcome of a task.</summary>
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

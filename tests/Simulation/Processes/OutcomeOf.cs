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

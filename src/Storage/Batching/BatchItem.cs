namespace OrleansOrders.Storage;

/// <summary>One item of a batch and the answer its caller waits for. The first answer stands.</summary>
public sealed class BatchItem<TItem, TResult>
{
    // Callers go on in turns of their own, never inside the loop that works the batches.
    readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal BatchItem(TItem value) => Value = value;

    /// <summary>What was handed in.</summary>
    public TItem Value { get; }

    internal Task<TResult> Answer => _answer.Task;

    /// <summary>Whether it has its answer.</summary>
    public bool IsSettled => _answer.Task.IsCompleted;

    /// <summary>Answers.</summary>
    public void Complete(TResult result) => _answer.TrySetResult(result);

    /// <summary>Answers with an exception.</summary>
    public void Fail(Exception exception) => _answer.TrySetException(exception);
}

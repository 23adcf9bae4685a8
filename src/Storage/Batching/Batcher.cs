using System.Threading.Channels;

namespace OrleansOrders.Storage;

/// <summary>
/// Group commit: items that arrive while a batch is in progress form the next batch. A loop takes the items that are queued and never waits
/// for more, so that a single item is processed immediately and batches grow with the load. The queue is bounded: when it is full, callers
/// wait to enqueue.
/// </summary>
public sealed class Batcher<TItem, TResult> : IAsyncDisposable
{
    readonly BatcherOptions _options;
    readonly Func<IReadOnlyList<BatchItem<TItem, TResult>>, CancellationToken, Task> _work;
    readonly IEqualityComparer<TItem>? _sameRecord;
    readonly Func<TItem, int>? _size;
    readonly TimeProvider _clock;
    readonly Channel<BatchItem<TItem, TResult>> _waiting;
    readonly CancellationTokenSource _stop = new();
    readonly Task _loops;

    /// <summary>Starts the loops.</summary>
    /// <param name="options">Bounds; checked here.</param>
    /// <param name="work">
    /// Processes one batch and settles each of its items. Unsettled items fail, with its exception if it throws. It must not keep the list.
    /// </param>
    /// <param name="sameRecord">
    /// If given, two items that it considers equal never share a batch and are processed in order by one loop.
    /// </param>
    /// <param name="size">Size of an item in bytes, for <see cref="BatcherOptions.MaxBytes"/>.</param>
    /// <param name="clock">Measures the drain timeout.</param>
    /// <param name="scheduler">Runs the loops; default: the thread pool.</param>
    public Batcher(
        BatcherOptions options,
        Func<IReadOnlyList<BatchItem<TItem, TResult>>, CancellationToken, Task> work,
        IEqualityComparer<TItem>? sameRecord = null,
        Func<TItem, int>? size = null,
        TimeProvider? clock = null,
        TaskScheduler? scheduler = null)
    {
        _options = options;
        _work = work;
        _sameRecord = sameRecord;
        _size = size;
#pragma warning disable RS0030 // It is what is passed in.
        _clock = clock ?? TimeProvider.System;
#pragma warning restore RS0030
        _waiting = Channel.CreateBounded<BatchItem<TItem, TResult>>(
            new BoundedChannelOptions(options.Capacity) { SingleReader = options.Loops == 1 });

        // The loops outlive the request that created them and must not capture its trace context or async locals.
        using (ExecutionContext.SuppressFlow())
        {
            _loops = Task.WhenAll(Enumerable.Range(0, options.Loops).Select(_ =>
                Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler ?? TaskScheduler.Default).Unwrap()));
        }
    }

    /// <summary>
    /// Enqueues <paramref name="item"/> and waits for its result. Cancellation ends the wait; an item that was enqueued is processed
    /// anyway.
    /// </summary>
    public async Task<TResult> Run(TItem item, CancellationToken cancellationToken = default)
    {
        var entry = new BatchItem<TItem, TResult>(item);
        try
        {
            if (!_waiting.Writer.TryWrite(entry)) await _waiting.Writer.WriteAsync(entry, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(Batcher<,>), "The batcher was stopped and accepts no more items.");
        }

        return await (cancellationToken.CanBeCanceled ? entry.Answer.OnCurrentScheduler().WaitAsync(cancellationToken) : entry.Answer);
    }

    /// <summary>Accepts no more items, processes the queued ones, and waits for the loops to end.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        try
        {
            await _loops.WaitAsync(_options.DrainTimeout, _clock);
        }
        catch (TimeoutException)
        {
#pragma warning disable RS0030 // It stops with its process.
            await _stop.CancelAsync();
#pragma warning restore RS0030
            await _loops;
        }

        _stop.Dispose();
    }

    async Task Loop()
    {
        var batch = new List<BatchItem<TItem, TResult>>();
        var records = _sameRecord is null ? null : new HashSet<TItem>(_sameRecord);
        BatchItem<TItem, TResult>? held = null;
        while (held is not null || await _waiting.Reader.WaitToReadAsync())
        {
            held = Take(batch, records, held);
            if (batch.Count > 0) await Work(batch);
        }
    }

    /// <summary>Fills the batch with queued items; returns an item that was dequeued but has to wait for the next batch.</summary>
    BatchItem<TItem, TResult>? Take(List<BatchItem<TItem, TResult>> batch, HashSet<TItem>? records, BatchItem<TItem, TResult>? held)
    {
        batch.Clear();
        records?.Clear();
        long bytes = 0;
        while (batch.Count < _options.MaxItems)
        {
            var next = held;
            held = null;
            if (next is null && !_waiting.Reader.TryRead(out next)) return null;
            bytes += _size?.Invoke(next.Value) ?? 0;
            if (batch.Count > 0 && bytes > _options.MaxBytes) return next;
            if (records is not null && !records.Add(next.Value)) return next;
            batch.Add(next);
        }

        return null;
    }

    async Task Work(List<BatchItem<TItem, TResult>> batch)
    {
        Exception failure;
        try
        {
            _stop.Token.ThrowIfCancellationRequested();
            await _work(batch, _stop.Token);
            failure = new InvalidOperationException("The batch left an item without a result.");
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        foreach (var item in batch)
        {
            if (!item.IsSettled) item.Fail(failure);
        }
    }
}

/// <summary>One item of a batch and the result that its caller waits for. The first result wins.</summary>
public sealed class BatchItem<TItem, TResult>
{
    // Continuations must not run inside the loop that processes the batches.
    readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal BatchItem(TItem value) => Value = value;

    /// <summary>The enqueued item.</summary>
    public TItem Value { get; }

    internal Task<TResult> Answer => _answer.Task;

    /// <summary>True once the item has a result.</summary>
    public bool IsSettled => _answer.Task.IsCompleted;

    /// <summary>Sets the result.</summary>
    public void Complete(TResult result) => _answer.TrySetResult(result);

    /// <summary>Sets an exception as the result.</summary>
    public void Fail(Exception exception) => _answer.TrySetException(exception);
}

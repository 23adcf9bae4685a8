using System.Threading.Channels;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage;

/// <summary>
/// Group commit: items that arrive while a batch is under way make the next one. A loop takes whatever is there and never waits for more, so
/// that a lone item goes at once and batches grow with the load. Bounded: when too many wait, callers wait to hand in.
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
    /// Works one batch and settles each of its items. What it leaves unsettled fails, with its exception if it throws. It must not keep the list.
    /// </param>
    /// <param name="sameRecord">Where given, two items that are equal by it never travel in one batch; they keep their order in one loop.</param>
    /// <param name="size">Bytes of an item, for <see cref="BatcherOptions.MaxBytes"/>.</param>
    /// <param name="clock">For the time that stopping may take.</param>
    /// <param name="scheduler">Where the loops run; the thread pool when null.</param>
    public Batcher(
        BatcherOptions options,
        Func<IReadOnlyList<BatchItem<TItem, TResult>>, CancellationToken, Task> work,
        IEqualityComparer<TItem>? sameRecord = null,
        Func<TItem, int>? size = null,
        TimeProvider? clock = null,
        TaskScheduler? scheduler = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Validated();
        _work = work;
        _sameRecord = sameRecord;
        _size = size;
        _clock = clock ?? TimeProvider.System;
        _waiting = Channel.CreateBounded<BatchItem<TItem, TResult>>(
            new BoundedChannelOptions(options.Capacity) { SingleReader = options.Loops == 1 });

        // The loops outlive whatever request happens to create them and must not carry its trace or its locals along.
        using (ExecutionContext.SuppressFlow())
        {
            _loops = Task.WhenAll(Enumerable.Range(0, options.Loops).Select(_ =>
                Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler ?? TaskScheduler.Default).Unwrap()));
        }
    }

    /// <summary>
    /// Hands in <paramref name="item"/> and waits for its answer. Cancelled, it stops waiting; an item that was handed in is worked all the same.
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
            throw new ObjectDisposedException(nameof(Batcher<,>), "It was stopped and takes nothing more.");
        }

        return await (cancellationToken.CanBeCanceled ? entry.Answer.OnCurrentScheduler().WaitAsync(cancellationToken) : entry.Answer);
    }

    /// <summary>Takes nothing more, works what was handed in, and waits for the loops to end.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        try
        {
            await _loops.WaitAsync(_options.DrainTimeout, _clock);
        }
        catch (TimeoutException)
        {
            await _stop.CancelAsync();
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

    /// <summary>Fills the batch with what is there; returns an item that was taken but has to wait for the next batch.</summary>
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
            failure = new InvalidOperationException("A batch left an item without an answer.");
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

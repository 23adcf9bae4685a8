using System.Collections.Concurrent;

namespace OrleansOrders.Storage.Tests;

/// <summary>Grouping by itself, without a database: batches are held until the test lets them go.</summary>
public sealed class BatcherTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ConcurrentQueue<int[]> _batches = new();
    readonly SemaphoreSlim _arrived = new(0);
    readonly SemaphoreSlim _released = new(0);

    [Fact]
    public async Task A_lone_item_goes_at_once()
    {
        await using var batcher = Create(new());
        _released.Release();
        Assert.Equal(20, await batcher.Run(10));
        Assert.Equal([10], Assert.Single(_batches));
    }

    [Fact]
    public async Task What_arrives_while_a_batch_is_at_work_makes_the_next_one_in_the_order_of_arrival()
    {
        await using var batcher = Create(new() { Loops = 1 });
        var first = batcher.Run(1);
        await Arrived();
        var others = Enumerable.Range(2, 9).Select(i => batcher.Run(i)).ToArray();
        _released.Release(2);
        await Task.WhenAll([first, .. others]);
        Assert.Equal([[1], [2, 3, 4, 5, 6, 7, 8, 9, 10]], _batches);
    }

    [Fact]
    public async Task A_batch_is_bounded_by_items_and_by_bytes_and_an_item_larger_than_that_goes_alone()
    {
        await using var batcher = Create(new() { Loops = 1, MaxItems = 3, MaxBytes = 1024 }, size: i => i);
        var first = batcher.Run(1);
        await Arrived();
        var others = Run(batcher, 2, 3, 4, 5, 1000, 20, 5000, 7);
        _released.Release(10);
        await Task.WhenAll([first, .. others]);
        Assert.Equal([[1], [2, 3, 4], [5, 1000], [20], [5000], [7]], _batches);
    }

    [Fact]
    public async Task Two_items_of_the_same_record_never_share_a_batch()
    {
        await using var batcher = Create(new() { Loops = 1 }, sameRecord: EqualityComparer<int>.Create((a, b) => a % 10 == b % 10, i => i % 10));
        var first = batcher.Run(1);
        await Arrived();
        var others = Run(batcher, 2, 12, 22, 3);
        _released.Release(10);
        await Task.WhenAll([first, .. others]);
        Assert.Equal([[1], [2], [12], [22, 3]], _batches);
    }

    [Fact]
    public async Task As_many_batches_as_loops_are_at_work_at_once_and_no_more()
    {
        await using var batcher = Create(new() { Loops = 2, MaxItems = 1 });
        var all = Enumerable.Range(1, 4).Select(i => batcher.Run(i)).ToArray();
        await Arrived();
        await Arrived();
        Assert.Equal(2, _batches.Count);
        _released.Release(4);
        await Task.WhenAll(all);
        Assert.Equal(4, _batches.Count);
    }

    [Fact]
    public async Task When_too_many_wait_the_next_one_waits_to_get_in_and_may_give_up()
    {
        await using var batcher = Create(new() { Loops = 1, Capacity = 2 });
        var first = batcher.Run(1);
        await Arrived();
        var waiting = new[] { batcher.Run(2), batcher.Run(3) };
        using var patience = new CancellationTokenSource();
        var outside = batcher.Run(4, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => outside);
        _released.Release(2);
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal([[1], [2, 3]], _batches);
    }

    [Fact]
    public async Task An_exception_fails_what_has_no_answer_yet_and_the_next_batch_goes_on()
    {
        var fail = true;
        await using var batcher = new Batcher<int, int>(new() { Loops = 1 }, (batch, _) =>
        {
            batch[0].Complete(batch[0].Value * 2);
            return fail ? throw new InvalidDataException("broken") : Task.CompletedTask;
        });
        Assert.Equal(2, await batcher.Run(1));
        fail = false;
        Assert.Equal(4, await batcher.Run(2));

        await using var forgetful = new Batcher<int, int>(new(), (_, _) => Task.CompletedTask);
        await Assert.ThrowsAsync<InvalidOperationException>(() => forgetful.Run(1));
        await using var broken = new Batcher<int, int>(new(), (_, _) => throw new InvalidDataException("broken"));
        await Assert.ThrowsAsync<InvalidDataException>(() => broken.Run(1));
    }

    [Fact]
    public async Task Stopping_works_what_was_handed_in_and_takes_nothing_more()
    {
        var batcher = Create(new() { Loops = 1 });
        var accepted = new[] { batcher.Run(1), batcher.Run(2), batcher.Run(3) };
        await Arrived();
        var stopping = batcher.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => batcher.Run(4));
        Assert.False(stopping.IsCompleted);
        _released.Release(3);
        await stopping.WaitAsync(Patience);
        var answers = await Task.WhenAll(accepted).WaitAsync(Patience);
        Assert.Equal([2, 4, 6], answers);
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_ever()
    {
        var batcher = Create(new() { Loops = 1, MaxItems = 1, DrainTimeout = TimeSpan.FromMilliseconds(50) });
        var stuck = batcher.Run(1);
        await Arrived();
        var waiting = batcher.Run(2);
        await batcher.DisposeAsync().AsTask().WaitAsync(Patience);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stuck);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    public void Dispose()
    {
        _arrived.Dispose();
        _released.Dispose();
    }

    static Task<int>[] Run(Batcher<int, int> batcher, params int[] items) => [.. items.Select(i => batcher.Run(i))];

    Batcher<int, int> Create(BatcherOptions options, IEqualityComparer<int>? sameRecord = null, Func<int, int>? size = null) =>
        new(options, Work, sameRecord, size);

    async Task Work(IReadOnlyList<BatchItem<int, int>> batch, CancellationToken cancellationToken)
    {
        _batches.Enqueue([.. batch.Select(item => item.Value)]);
        _arrived.Release();
        await _released.WaitAsync(cancellationToken);
        foreach (var item in batch) item.Complete(item.Value * 2);
    }

    async Task Arrived() => Assert.True(await _arrived.WaitAsync(Patience), "No batch arrived.");
}

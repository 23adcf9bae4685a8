namespace OrleansOrders.Messaging.Tests;

public sealed class AcknowledgementsTests
{
    const int Prefetch = 40;
    const int MostHeld = 10;

    readonly List<(ulong Tag, bool Multiple)> _sent = [];
    readonly Acknowledgements _acknowledgements;
    readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TaskCompletionSource? _held;

    public AcknowledgementsTests() => _acknowledgements = new(Send, Prefetch);

    [Fact]
    public async Task A_lone_delivery_is_acknowledged_at_once()
    {
        await _acknowledgements.Done(1);
        await _acknowledgements.Done(2);
        Assert.Equal([(1, false), (2, false)], _sent);
    }

    [Fact]
    public async Task What_is_done_behind_another_waits_for_it_and_goes_with_it()
    {
        await _acknowledgements.Done(3);
        await _acknowledgements.Done(2);
        Assert.Empty(_sent);
        await _acknowledgements.Done(1);
        Assert.Equal([(3, true)], _sent);
    }

    [Fact]
    public async Task A_batch_is_acknowledged_together()
    {
        await _acknowledgements.Done([1, 2, 3]);
        Assert.Equal([(3, true)], _sent);
    }

    [Fact]
    public async Task One_frame_is_under_way_at_a_time_and_the_next_takes_what_was_done_meanwhile()
    {
        _held = new();
        var first = _acknowledgements.Done(1);
        await _begun.Task;
        await _acknowledgements.Done(2);
        await _acknowledgements.Done(3);
        Assert.Equal([(1, false)], _sent);
        var held = _held;
        _held = null;
        held.SetResult();
        await first;
        Assert.Equal([(1, false), (3, true)], _sent);
    }

    [Fact]
    public async Task Behind_one_that_takes_long_only_so_many_wait()
    {
        var last = (ulong)MostHeld + 3;
        for (ulong tag = 2; tag <= last; tag++) await _acknowledgements.Done(tag);
        Assert.Equal(2, _sent.Count);
        Assert.All(_sent, sent => Assert.False(sent.Multiple));

        // What was acknowledged by itself is unknown to the broker by now: an acknowledgement of many has to name another.
        var alone = _sent.Select(sent => sent.Tag).ToHashSet();
        await _acknowledgements.Done(1);
        Assert.Equal(3, _sent.Count);
        Assert.True(_sent[2].Multiple);
        Assert.DoesNotContain(_sent[2].Tag, alone);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task With_a_small_prefetch_nothing_waits_for_another(int prefetch)
    {
        var small = new Acknowledgements(Send, prefetch);
        await small.Done(2);
        Assert.Equal([(2, false)], _sent);
    }

    [Fact]
    public async Task At_the_end_nothing_that_is_done_is_left()
    {
        await _acknowledgements.Done(2);
        await _acknowledgements.Done(4);
        await _acknowledgements.Flush();
        Assert.Equal([(2, false), (4, false)], _sent);
    }

    async ValueTask Send(ulong tag, bool multiple)
    {
        var held = _held;
        _sent.Add((tag, multiple));
        _begun.TrySetResult();
        if (held is not null) await held.Task;
    }
}

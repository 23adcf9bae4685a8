using System.Threading.Channels;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class AcknowledgementsTests
{
    const int Prefetch = 40;
    const int MostHeld = 10;

    static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);

    readonly List<(ulong Tag, bool Multiple)> _sent = [];
    readonly Channel<(ulong Tag, bool Multiple)> _frames = Channel.CreateUnbounded<(ulong, bool)>();
    readonly TestClock _clock = new();
    readonly Acknowledgements _acknowledgements;
    readonly Acknowledgements _gathering;
    readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TaskCompletionSource? _held;

    public AcknowledgementsTests()
    {
        _acknowledgements = new(Send, Prefetch, TimeSpan.Zero, _clock);
        _gathering = new(Send, Prefetch, Delay, _clock);
    }

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
        var small = new Acknowledgements(Send, prefetch, Delay, _clock);
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

    [Fact]
    public async Task What_is_done_within_the_delay_goes_together_at_its_end()
    {
        await _gathering.Done(1);
        await _gathering.Done(3);
        await _gathering.Done(2);
        Assert.Equal(1, _clock.TimersOf(Delay));
        Assert.Empty(_sent);
        _clock.Advance(Delay);
        Assert.Equal((3ul, true), await Frame());

        await _gathering.Done(4);
        Assert.Equal(2, _clock.TimersOf(Delay));
        _clock.Advance(Delay);
        Assert.Equal((4ul, false), await Frame());
    }

    [Fact]
    public async Task More_than_a_quarter_of_the_prefetch_does_not_wait()
    {
        for (ulong tag = 1; tag <= MostHeld; tag++) await _gathering.Done(tag);
        Assert.Empty(_sent);
        await _gathering.Done(MostHeld + 1);
        Assert.Equal([(MostHeld + 1, true)], _sent);
    }

    [Fact]
    public async Task The_end_does_not_wait_for_the_delay()
    {
        await _gathering.Done([1, 2, 4]);
        await _gathering.Flush();
        Assert.Equal([(2, true), (4, false)], _sent);
    }

    [Fact]
    public async Task The_end_waits_for_what_is_being_sent()
    {
        var frame = await FirstFrame();
        await _gathering.Done(2);
        var flushed = _gathering.Flush();
        Assert.False(flushed.IsCompleted);
        frame.SetResult();
        await flushed;
        Assert.Equal([(1, false), (2, false)], _sent);
    }

    [Fact]
    public async Task A_channel_that_is_gone_does_not_end_the_acknowledging()
    {
        var frame = await FirstFrame();
        frame.SetException(new InvalidOperationException("gone"));
        await _gathering.Flush();
        await _gathering.Done(2);
        _clock.Advance(Delay);
        Assert.Equal((1ul, false), await Frame());
        Assert.Equal((2ul, false), await Frame());
    }

    /// <summary>The delay is over and a frame is being sent: until what is returned is set.</summary>
    async Task<TaskCompletionSource> FirstFrame()
    {
        await _gathering.Done(1);
        Assert.Empty(_sent);
        var held = _held = new();
        _clock.Advance(Delay);
        await _begun.Task;
        _held = null;
        return held;
    }

    Task<(ulong Tag, bool Multiple)> Frame() => _frames.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    async ValueTask Send(ulong tag, bool multiple)
    {
        var held = _held;
        _sent.Add((tag, multiple));
        _frames.Writer.TryWrite((tag, multiple));
        _begun.TrySetResult();
        if (held is not null) await held.Task;
    }
}

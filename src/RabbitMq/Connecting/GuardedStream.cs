using System.IO.Pipelines;
using System.Net.Sockets;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// What the client library reads from and writes to. What is read has passed the guard. Written bytes leave from here in pieces as large as what has gathered: the
/// client flushes every frame by itself (in 7.2.2), and one system call per frame is expensive for both sides (docs/decisions/0018-frames-leave-together.md).
/// </summary>
internal sealed class GuardedStream : NetworkStream
{
    // Bounded: a writer waits when the broker does not keep up.
    static readonly PipeOptions Gathering = new(
        minimumSegmentSize: 16 * 1024, pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false);

    static readonly TimeSpan LastFrames = TimeSpan.FromSeconds(1);

    readonly Pipe _written = new(Gathering);
    readonly Stream _wire;
    readonly FrameGuard _guard;
    readonly Action<string> _end;
    readonly Task _sending;

    /// <param name="socket">Connected.</param>
    /// <param name="wire">Reads and writes the socket, through TLS where there is TLS.</param>
    /// <param name="guard">Of this connection alone.</param>
    /// <param name="end">Told why no byte will pass any more, possibly several times.</param>
    public GuardedStream(Socket socket, Stream wire, FrameGuard guard, Action<string> end) : base(socket)
    {
        (_wire, _guard, _end) = (wire, guard, end);

        // It lives as long as the connection and must not carry along what was current when that was opened.
        using (ExecutionContext.SuppressFlow())
            _sending = TaskScheduler.Default.Run(Send);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (true)
            {
                if (_guard.Take(buffer.Span) is > 0 and var taken)
                    return taken;
                var count = await _wire.ReadAsync(_guard.Free, cancellationToken);
                if (count == 0)
                {
                    _end("the broker closed the connection");
                    return 0;
                }

                _guard.Received(count);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            _end(ErrorText.Of(e.GetBaseException()));
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Nothing may be read past the guard.</summary>
    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Returns when the bytes are on their way, at the latest when those before them have left. Fails when an earlier piece could not leave.</summary>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await _written.Writer.WriteAsync(buffer, cancellationToken);

    /// <summary>What was written still leaves, the goodbye above all, unless the broker reads no more.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _written.Writer.CompleteAsync();
        await _sending.WaitAsync(LastFrames).Completed();
        await _wire.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        _written.Writer.Complete();
        base.Dispose(disposing);
    }

    async Task Send()
    {
        Exception? failure = null;
        try
        {
            ReadResult read;
            do
            {
                read = await _written.Reader.ReadAsync();
                foreach (var piece in read.Buffer)
                    await _wire.WriteAsync(piece);
                _written.Reader.AdvanceTo(read.Buffer.End);
            }
            while (!read.IsCompleted);
        }
        catch (Exception e)
        {
            // Whatever it was: nothing leaves any more, and a writer must not wait for it.
            _end(ErrorText.Of(e.GetBaseException()));
            failure = e;
        }

        await _written.Reader.CompleteAsync(failure);
    }
}

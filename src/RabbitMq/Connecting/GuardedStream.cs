using System.IO.Pipelines;
using System.Net.Sockets;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// The stream that the client library reads and writes. Read bytes have passed the guard. Written bytes are sent in batches: the client
/// flushes every frame separately (in 7.2.2), and one system call per frame is expensive for both sides
/// (docs/decisions/0018-frames-leave-together.md).
/// </summary>
sealed class GuardedStream : NetworkStream
{
    // Bounded: a writer waits if the broker reads too slowly.
    static readonly PipeOptions Gathering = new(
        minimumSegmentSize: 16 * 1024, pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false);

    static readonly TimeSpan LastFrames = TimeSpan.FromSeconds(1);

    readonly Pipe _written = new(Gathering);
    readonly Stream _wire;
    readonly FrameGuard _guard;
    readonly Action<string> _end;
    readonly Task _sending;

    /// <param name="socket">A connected socket.</param>
    /// <param name="wire">Reads and writes the socket, through TLS if enabled.</param>
    /// <param name="guard">The guard of this connection.</param>
    /// <param name="end">Called with the reason when the connection can transfer no more bytes, possibly several times.</param>
    public GuardedStream(Socket socket, Stream wire, FrameGuard guard, Action<string> end) : base(socket)
    {
        (_wire, _guard, _end) = (wire, guard, end);

        // The loop lives as long as the connection and must not capture the trace context or async locals of its opening.
        using (ExecutionContext.SuppressFlow())
            _sending = TaskScheduler.Default.Run(Send);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (true)
            {
                if (_guard.Take(buffer.Span) is > 0 and var taken) return taken;
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

    /// <summary>Not supported: synchronous reads would bypass the guard.</summary>
    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Returns once the bytes are buffered; waits while the buffer is full. Fails if an earlier write failed.</summary>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await _written.Writer.WriteAsync(buffer, cancellationToken);

    /// <summary>Sends the buffered bytes, including the closing handshake, unless the broker has stopped reading.</summary>
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
                foreach (var piece in read.Buffer) await _wire.WriteAsync(piece);
                _written.Reader.AdvanceTo(read.Buffer.End);
            }
            while (!read.IsCompleted);
        }
        catch (Exception e)
        {
            // No more bytes can be sent after any failure, and a writer must not wait for them.
            _end(ErrorText.Of(e.GetBaseException()));
            failure = e;
        }

        await _written.Reader.CompleteAsync(failure);
    }
}

namespace OrleansOrders.Cli;

/// <summary>An event stream that fails if it is silent for too long or if a block is too long.</summary>
sealed class LimitedStream(Stream inner, TimeSpan silence, TimeProvider clock) : Stream
{
    /// <summary>Maximum size of a block in bytes: four times the largest block of the server.</summary>
    public const int LongestBlock = 1 << 20;

    // Bytes since the last detected end of a block. An end split over two reads is not detected. The server ends lines with LF.
    int _unfinished;

    /// <summary>Called before a read when every block is complete.</summary>
    public Action BetweenBlocks { get; set; } = () => { };

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="IOException">The stream was cut, a block is longer than <see cref="LongestBlock"/>, or nothing, not even a heartbeat, arrived in time.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_unfinished == 0) BetweenBlocks();
        using var limit = new CancellationTokenSource(silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var count = await inner.ReadAsync(buffer, either.Token);
            var end = buffer.Span[..count].LastIndexOf("\n\n"u8);
            _unfinished = end < 0 ? _unfinished + count : count - end - 2;
            return _unfinished <= LongestBlock ? count : throw new IOException("A block of the stream is too long.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The stream fell silent.");
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();
}

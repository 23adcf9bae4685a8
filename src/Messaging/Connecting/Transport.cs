using System.IO.Pipelines;
using System.Net.Sockets;
using RabbitMQ.Client;

namespace OrleansOrders.Messaging;

/// <summary>
/// The socket of one connection, watched. The client may hear late that its connection broke: it answers a broker that says goodbye before it
/// tells anyone, and when a broker that reads no more has left its queue of frames full, that answer waits until the heartbeat fails
/// (rabbitmq/rabbitmq-dotnet-client#1930, in 7.2.2). A read or a write of the socket learns it at once.
/// </summary>
internal sealed class Transport
{
    readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Why no byte will pass any more.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>For <see cref="ConnectionFactory.SocketFactory"/>.</summary>
    public ITcpClient Open(AddressFamily family) =>
        new WatchedClient(new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, this);

    void End(string reason) => _ended.TrySetResult(reason);

    sealed class WatchedClient(Socket socket, Transport transport) : TcpClientAdapter(socket)
    {
        public override NetworkStream GetStream() => new WatchedStream(Client, transport);
    }

    /// <summary>
    /// Written bytes leave from here in pieces as large as what has gathered. The client flushes every frame by itself (in 7.2.2), and a system call for each
    /// is dear to us and to the broker: docs/decisions/0018-frames-leave-together.md.
    /// </summary>
    sealed class WatchedStream : NetworkStream
    {
        // Bounded: a writer waits when the broker does not keep up.
        static readonly PipeOptions Gathering = new(
            minimumSegmentSize: 16 * 1024, pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false);

        static readonly TimeSpan LastFrames = TimeSpan.FromSeconds(1);

        readonly Pipe _written = new(Gathering);
        readonly Transport _transport;
        readonly Task _sending;

        public WatchedStream(Socket socket, Transport transport) : base(socket)
        {
            _transport = transport;

            // It lives as long as the connection and must not carry along what was current when that was opened.
            using (ExecutionContext.SuppressFlow())
                _sending = TaskScheduler.Default.Run(Send);
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                var count = await base.ReadAsync(buffer, cancellationToken);
                if (count == 0 && buffer.Length > 0)
                    _transport.End("the broker closed the connection");
                return count;
            }
            catch (Exception e) when (IsEnd(e))
            {
                _transport.End(ErrorText.Of(e.GetBaseException()));
                throw;
            }
        }

        /// <summary>Returns when the bytes are on their way, at the latest when those before them have left. Fails when an earlier piece could not leave.</summary>
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            await _written.Writer.WriteAsync(buffer, cancellationToken);

        /// <summary>What was written still leaves, the goodbye above all, unless the broker reads no more.</summary>
        public override async ValueTask DisposeAsync()
        {
            await _written.Writer.CompleteAsync();
            await _sending.WaitAsync(LastFrames).Ended();
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
                        await base.WriteAsync(piece);
                    _written.Reader.AdvanceTo(read.Buffer.End);
                }
                while (!read.IsCompleted);
            }
            catch (Exception e)
            {
                // Whatever it was: nothing leaves any more, and a writer must not wait for it.
                _transport.End(ErrorText.Of(e.GetBaseException()));
                failure = e;
            }

            await _written.Reader.CompleteAsync(failure);
        }

        static bool IsEnd(Exception e) => e is IOException or SocketException or ObjectDisposedException;
    }
}

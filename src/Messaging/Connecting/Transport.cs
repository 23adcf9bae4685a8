using System.Net.Sockets;
using RabbitMQ.Client;

namespace OrleansOrders.Messaging;

/// <summary>
/// The socket of one connection, watched. The client may hear late that its connection broke: it answers a broker that says goodbye before it
/// tells anyone, and when a broker that reads no more has left its queue of frames full, that answer waits until the heartbeat fails. Whoever
/// reads from or writes to the socket learns it at once.
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

    sealed class WatchedStream(Socket socket, Transport transport) : NetworkStream(socket)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                var count = await base.ReadAsync(buffer, cancellationToken);
                if (count == 0 && buffer.Length > 0)
                    transport.End("the broker closed the connection");
                return count;
            }
            catch (Exception e) when (IsEnd(e))
            {
                transport.End(ErrorText.Of(e.GetBaseException()));
                throw;
            }
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                await base.WriteAsync(buffer, cancellationToken);
            }
            catch (Exception e) when (IsEnd(e))
            {
                transport.End(ErrorText.Of(e.GetBaseException()));
                throw;
            }
        }

        static bool IsEnd(Exception e) => e is IOException or SocketException or ObjectDisposedException;
    }
}

using System.Buffers.Text;
using System.Net.Sockets;

namespace OrleansOrders.Bench;

/// <summary>
/// One HTTP/1.1 connection with one request at a time, as a client's pool would hold it. The generator runs on the same processors as what it
/// measures, so it does no more than this: writes bytes, and reads a status and its body's end.
/// </summary>
sealed class HttpConnection : IDisposable
{
    const int BufferSize = 64 * 1024;

    readonly Socket _socket;
    readonly byte[] _buffer = new byte[BufferSize];

    HttpConnection(Socket socket) => _socket = socket;

    public static async Task<HttpConnection> Open(Uri address, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port, ct);
        return new(socket);
    }

    /// <summary>Sends a whole request and returns the answer's status once its body has been read. <see cref="IOException"/> when it is cut off.</summary>
    public async ValueTask<int> Send(ReadOnlyMemory<byte> request, CancellationToken ct)
    {
        for (var sent = 0; sent < request.Length;) sent += await _socket.SendAsync(request[sent..], ct);
        var length = 0;
        while (true)
        {
            if (length == BufferSize) throw new IOException($"An answer is larger than {BufferSize} bytes.");
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(length), ct);
            if (received == 0) throw new IOException("The server ended the connection within an answer.");
            length += received;
            if (HttpAnswer.IsComplete(_buffer.AsSpan(0, length))) return Status();
        }
    }

    public void Dispose() => _socket.Dispose();

    // "HTTP/1.1 201 Created"
    int Status() => Utf8Parser.TryParse(_buffer.AsSpan(9, 3), out int status, out _) ? status : throw new IOException("An answer without a status.");
}

using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace OrleansOrders.Testing;

/// <summary>A proxy between a client and a server that fails like a network: cut, silent, slow. It always accepts new connections.</summary>
public sealed class TcpProxy : LoopbackServer
{
    readonly ConcurrentDictionary<Socket, byte> _sockets = [];
    readonly string _host;
    readonly int _port;
    readonly TestAuthority? _authority;
    volatile TaskCompletionSource? _held;
    TaskCompletionSource? _listening;
    long _bytesSaid;
    volatile byte[]? _marker;
    bool _cutsAfterwards;

    public TcpProxy(string host, int port) => (_host, _port, ConnectionString) = (host, port, "");

    /// <param name="uri">The server's, with its port.</param>
    /// <param name="authority">Clients use TLS to this proxy, with a certificate of this authority; the connection to the server is plain text.</param>
    public TcpProxy(string uri, TestAuthority? authority = null) : this(new Uri(uri).Host, new Uri(uri).Port)
    {
        _authority = authority;
        ConnectionString = new UriBuilder(uri) { Scheme = authority is null ? new Uri(uri).Scheme : "amqps", Host = "127.0.0.1", Port = Port }.Uri.AbsoluteUri;
    }

    /// <summary>The server's URI through this proxy; empty if the proxy was created from host and port.</summary>
    public string ConnectionString { get; }

    public int Links => _sockets.Count / 2;

    /// <summary>While true, data from the server is discarded.</summary>
    public bool Mute { get; set; }

    /// <summary>Bytes from the server that the client's socket has accepted.</summary>
    public long BytesSaid => Interlocked.Read(ref _bytesSaid);

    /// <summary>The client has sent data that was not read.</summary>
    public bool IsHolding { get; private set; }

    /// <summary>Delay of all data, in both directions.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Number of connections cut by <see cref="CutBefore"/> and <see cref="CutAfter"/>.</summary>
    public int Cuts { get; private set; }

    /// <summary>Stops reading from the client, so that its socket buffer fills.</summary>
    public void StopListening() => _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Holds all data in both directions, without an error, until <see cref="Release"/>.</summary>
    public void Hold() => _held ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Passes the held data.</summary>
    public void Release() => Interlocked.Exchange(ref _held, null)?.SetResult();

    /// <summary>Cuts the connection of the next request that contains this text, before the server receives it.</summary>
    public void CutBefore(string request) => (_cutsAfterwards, _marker) = (false, Encoding.UTF8.GetBytes(request));

    /// <summary>Cuts the connection of the next request that contains this text after PostgreSQL has committed it, before the client gets the reply.</summary>
    public void CutAfter(string request) => (_cutsAfterwards, _marker) = (true, Encoding.UTF8.GetBytes(request));

    /// <summary>Resets every connection, even in the middle of data.</summary>
    public void Cut()
    {
        foreach (var socket in _sockets.Keys)
        {
            if (!_sockets.TryRemove(socket, out _)) continue;
            socket.LingerState = new(true, 0);
            socket.Dispose();
        }
    }

    protected override void End()
    {
        Cut();
        Release();
        _listening?.TrySetResult();
    }

    protected override async Task Serve(Socket client)
    {
        await using var server = await Connect(_host, _port);
        _sockets[client] = _sockets[server.Socket] = 0;
        try
        {
            await using Stream talk = _authority is null ? new NetworkStream(client) : await Secured(client, _authority);
            var isCut = false;
            await Task.WhenAny(
                Pump(talk, async bytes =>
                {
                    if (_marker is { } marker && bytes.Span.IndexOf(marker) >= 0)
                    {
                        _marker = null;
                        Cuts++;
                        if (!_cutsAfterwards) return false;
                        isCut = true;
                    }

                    if (_listening is { } listening)
                    {
                        IsHolding = true;
                        await listening.Task;
                    }

                    await server.WriteAsync(bytes);
                    return true;
                }),
                Pump(server, async bytes =>
                {
                    // 'Z', length 5, 'I': PostgreSQL is ready for the next request, outside of any transaction, so the last one is committed.
                    if (Volatile.Read(ref isCut)) return bytes.Span.IndexOf("Z\0\0\0\u0005I"u8) < 0;
                    if (Mute) return true;
                    await talk.WriteAsync(bytes);
                    Interlocked.Add(ref _bytesSaid, bytes.Length);
                    return true;
                }));
        }
        finally
        {
            _sockets.TryRemove(client, out _);
            _sockets.TryRemove(server.Socket, out _);
        }
    }

    static async Task<SslStream> Secured(Socket client, TestAuthority authority)
    {
        var secured = new SslStream(new NetworkStream(client));
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = authority.Certificate });
        return secured;
    }

    /// <summary>Returns when one side has closed, or <paramref name="pass"/> returns false.</summary>
    async Task Pump(Stream from, Func<ReadOnlyMemory<byte>, Task<bool>> pass)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer) is > 0 and var count)
            {
                if (_held is { } held) await held.Task;
                if (Delay > TimeSpan.Zero) await Task.Delay(Delay, Stopping);
                if (!await pass(buffer.AsMemory(0, count))) return;
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // One side has closed; the link ends.
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OrleansOrders.Testing;

/// <summary>Stands between a client and a server, and fails as a network does: cut, silent, slow. New connections are taken at any time.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentDictionary<Socket, byte> _sockets = [];
    readonly CancellationTokenSource _stopping = new();
    readonly ConcurrentDictionary<Task, byte> _links = [];
    readonly string _host;
    readonly int _port;
    readonly Task _accepting;
    volatile TaskCompletionSource? _held;
    TaskCompletionSource? _listening;
    long _bytesSaid;

    public TcpProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        // Small and fixed, so that a client who is not listened to comes to a stop after some megabytes.
        _listener.Server.ReceiveBufferSize = 64 * 1024;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        ConnectionString = "";
        _accepting = Accept();
    }

    /// <param name="uri">The server's, with its port.</param>
    public TcpProxy(string uri) : this(new Uri(uri).Host, new Uri(uri).Port) =>
        ConnectionString = new UriBuilder(uri) { Host = "127.0.0.1", Port = Port }.Uri.AbsoluteUri;

    /// <summary>Where the proxy listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The server's URI by way of this proxy; empty where it was made of host and port.</summary>
    public string ConnectionString { get; }

    public int Links => _sockets.Count / 2;

    /// <summary>While true, nothing that the server says reaches the client, ever.</summary>
    public bool Mute { get; set; }

    /// <summary>From now on nothing that the client says is taken, until its socket takes nothing more either.</summary>
    public void StopListening() => _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the server has said and the client's socket has taken.</summary>
    public long BytesSaid => Interlocked.Read(ref _bytesSaid);

    /// <summary>The client has said something that was not taken.</summary>
    public bool IsHolding { get; private set; }

    /// <summary>How long everything is under way, both ways.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>From now on nothing passes, either way, and nobody is told; what was sent waits for <see cref="Release"/>.</summary>
    public void Hold() => _held ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was held passes.</summary>
    public void Release() => Interlocked.Exchange(ref _held, null)?.SetResult();

    /// <summary>Resets every connection, in the midst of whatever it carries.</summary>
    public void Cut()
    {
        foreach (var socket in _sockets.Keys)
        {
            if (!_sockets.TryRemove(socket, out _)) continue;
            socket.LingerState = new(true, 0);
            socket.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Cut();
        Release();
        _listening?.TrySetResult();
        await Task.WhenAll(_links.Keys);
        _stopping.Dispose();
    }

    async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stopping.Token);
                var link = Link(client);
                _links[link] = 0;
                _ = link.ContinueWith(ended => _links.TryRemove(ended, out _), TaskScheduler.Default);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy is stopped.
        }
    }

    async Task Link(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(_host, _port);
        }
        catch (SocketException)
        {
            client.Dispose();
            return;
        }

        _sockets[client] = _sockets[server] = 0;
        await Task.WhenAny(Pump(client, server, Hear), Pump(server, client, Say));
        foreach (var socket in (Socket[])[client, server])
        {
            // Whoever takes it out disposes of it.
            if (_sockets.TryRemove(socket, out _)) socket.Dispose();
        }
    }

    async Task Hear(Socket server, ReadOnlyMemory<byte> bytes)
    {
        if (_listening is { } listening)
        {
            IsHolding = true;
            await listening.Task;
        }

        await SendAll(server, bytes);
    }

    async Task Say(Socket client, ReadOnlyMemory<byte> bytes)
    {
        if (Mute) return;
        await SendAll(client, bytes);
        Interlocked.Add(ref _bytesSaid, bytes.Length);
    }

    async Task Pump(Socket from, Socket to, Func<Socket, ReadOnlyMemory<byte>, Task> pass)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                if (_held is { } held) await held.Task;
                if (Delay > TimeSpan.Zero) await Task.Delay(Delay, _stopping.Token);
                await pass(to, buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side is gone; the link ends.
        }
    }

    static async Task SendAll(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await to.SendAsync(bytes)..];
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OrleansOrders.Messaging.Tests;

/// <summary>Stands between client and broker, and cuts every connection when told to; new ones are taken again at once.</summary>
sealed class TcpProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentDictionary<Socket, byte> _sockets = [];
    readonly CancellationTokenSource _stopping = new();
    readonly ConcurrentBag<Task> _links = [];
    readonly Uri _broker;
    readonly Task _accepting;
    TaskCompletionSource? _listening;
    long _bytesSaid;

    public TcpProxy(string broker)
    {
        _broker = new(broker);
        // Small and fixed, so that a client who is not listened to comes to a stop after some megabytes.
        _listener.Server.ReceiveBufferSize = 64 * 1024;
        _listener.Start();
        ConnectionString = new UriBuilder(_broker) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri.AbsoluteUri;
        _accepting = Accept();
    }

    /// <summary>The broker's, by way of this proxy.</summary>
    public string ConnectionString { get; }

    public int Links => _sockets.Count / 2;

    /// <summary>While true, nothing that the broker says reaches the client.</summary>
    public bool Mute { get; set; }

    /// <summary>From now on nothing that the client says is taken, until its socket takes nothing more either.</summary>
    public void StopListening() => _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the broker has said and the client's socket has taken.</summary>
    public long BytesSaid => Interlocked.Read(ref _bytesSaid);

    /// <summary>The client has said something that was not taken.</summary>
    public bool IsHolding { get; private set; }

    /// <summary>Resets every connection, in the midst of whatever it carries.</summary>
    public void Cut()
    {
        foreach (var socket in _sockets.Keys)
        {
            if (!_sockets.TryRemove(socket, out _))
                continue;
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
        _listening?.TrySetResult();
        await Task.WhenAll(_links);
        _stopping.Dispose();
    }

    async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stopping.Token);
                _links.Add(Link(client));
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
            await server.ConnectAsync(_broker.Host, _broker.Port);
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
            _sockets.TryRemove(socket, out _);
            socket.Dispose();
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
        if (Mute)
            return;
        await SendAll(client, bytes);
        Interlocked.Add(ref _bytesSaid, bytes.Length);
    }

    static async Task Pump(Socket from, Socket to, Func<Socket, ReadOnlyMemory<byte>, Task> pass)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
                await pass(to, buffer.AsMemory(0, count));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side is gone; the link ends.
        }
    }

    static async Task SendAll(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await to.SendAsync(bytes)..];
    }
}

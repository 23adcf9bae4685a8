using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OrleansOrders.Testing;

/// <summary>
/// Stands between clients and PostgreSQL as PgBouncer does: by session, each client keeps the session that it logged in to; by transaction, each transaction
/// gets any free session. Like PgBouncer it sends clients a process number of its own.
/// </summary>
public sealed class SessionSharingProxy : IAsyncDisposable
{
    const int SslRequest = 80_877_103;
    const int GssRequest = 80_877_104;

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentBag<Task> _links = [];
    readonly LinkedList<NetworkStream> _free = [];
    readonly SemaphoreSlim _anyFree = new(0);
    readonly string _host;
    readonly int _port;
    readonly Sharing _sharing;
    readonly int _most;
    readonly Task _accepting;
    int _sessions;

    /// <param name="host">The server's.</param>
    /// <param name="port">The server's.</param>
    /// <param name="sharing">How sessions are assigned.</param>
    /// <param name="sessions">How many sessions are kept, where transactions share them; those that clients log in to beyond are closed.</param>
    public SessionSharingProxy(string host, int port, Sharing sharing, int sessions = 1)
    {
        (_host, _port, _sharing, _most) = (host, port, sharing, sessions);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Accept();
    }

    public enum Sharing
    {
        BySession,

        /// <summary>By transaction; of several sessions the one that was used last.</summary>
        LastUsedFirst,

        /// <summary>By transaction; of several sessions the one that was used longest ago.</summary>
        LongestIdleFirst,
    }

    /// <summary>Where the proxy listens on 127.0.0.1.</summary>
    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_links);
        foreach (var server in _free) await server.DisposeAsync();
        _stop.Dispose();
        _anyFree.Dispose();
    }

    async Task Accept()
    {
        try
        {
            while (true) _links.Add(Serve(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            // The proxy is stopped.
        }
    }

    async Task Serve(TcpClient accepted)
    {
        using (accepted)
        {
            try
            {
                var client = accepted.GetStream();
                if (await LogIn(client) is not { } server) return;
                if (_sharing is Sharing.BySession) await Requests(client, server);
                else if (Interlocked.Increment(ref _sessions) <= _most) Give(server);
                else await server.DisposeAsync();
                if (_sharing is not Sharing.BySession) await Requests(client, null);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // One side is gone.
            }
        }
    }

    /// <summary>Passes everything until the server is ready for requests; null for a client that wants something else.</summary>
    async Task<NetworkStream?> LogIn(NetworkStream client)
    {
        var first = await Untyped(client);
        while (BinaryPrimitives.ReadInt32BigEndian(first.AsSpan(4)) is SslRequest or GssRequest)
        {
            await client.WriteAsync("N"u8.ToArray(), _stop.Token);
            first = await Untyped(client);
        }

        // A major version of the protocol; a cancel request has another number in its place.
        if (BinaryPrimitives.ReadInt16BigEndian(first.AsSpan(4)) != 3) return null;
        var server = await Connect();
        await server.WriteAsync(first, _stop.Token);
        while (true)
        {
            var message = await Typed(server);
            if (message[0] is (byte)'K') BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(5), 7);
            await client.WriteAsync(message, _stop.Token);
            if (message[0] is (byte)'Z') return server;
            if (message[0] is (byte)'E') return null;

            // A demand for a password or for the next step of SASL is answered; that all is well (0) and how SASL ended (12) are not.
            if (message[0] is (byte)'R' && BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(5)) is not (0 or 12)) await server.WriteAsync(await Typed(client), _stop.Token);
        }
    }

    async Task Requests(NetworkStream client, NetworkStream? server)
    {
        var keeps = server is not null;
        try
        {
            while (true)
            {
                var message = await Typed(client);
                if (message[0] is (byte)'X') return;
                server ??= await Take();
                await server.WriteAsync(message, _stop.Token);
                if (message[0] is not ((byte)'S' or (byte)'Q')) continue;
                var isIdle = await Answer(server, client);
                if (!isIdle || keeps) continue;
                Give(server);
                server = null;
            }
        }
        finally
        {
            // It may be in the middle of a transaction.
            if (server is not null) await server.DisposeAsync();
        }
    }

    /// <summary>Passes the answer up to its end; whether no transaction is open then.</summary>
    async Task<bool> Answer(NetworkStream server, NetworkStream client)
    {
        while (true)
        {
            var message = await Typed(server);
            await client.WriteAsync(message, _stop.Token);
            if (message[0] is (byte)'Z') return message[5] is (byte)'I';
        }
    }

    async Task<NetworkStream> Connect()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(_host, _port);
        return new(socket, ownsSocket: true);
    }

    void Give(NetworkStream server)
    {
        lock (_free) _free.AddLast(server);
        _anyFree.Release();
    }

    async Task<NetworkStream> Take()
    {
        await _anyFree.WaitAsync(_stop.Token);
        lock (_free)
        {
            var taken = _sharing is Sharing.LastUsedFirst ? _free.Last! : _free.First!;
            _free.Remove(taken);
            return taken.Value;
        }
    }

    async Task<byte[]> Untyped(NetworkStream from) => await Message(from, 0);

    async Task<byte[]> Typed(NetworkStream from) => await Message(from, 1);

    async Task<byte[]> Message(NetworkStream from, int type)
    {
        var head = new byte[type + 4];
        await from.ReadExactlyAsync(head, _stop.Token);
        var message = new byte[type + BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(type))];
        head.CopyTo(message, 0);
        await from.ReadExactlyAsync(message.AsMemory(head.Length), _stop.Token);
        return message;
    }
}

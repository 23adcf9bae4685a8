using System.Buffers.Binary;
using System.Net.Sockets;

namespace OrleansOrders.Testing;

/// <summary>
/// A proxy between clients and PostgreSQL, like PgBouncer: by session, each client keeps the session of its login; by transaction, each transaction
/// gets any free session. Like PgBouncer, it sends clients its own process numbers.
/// </summary>
/// <param name="host">The server's.</param>
/// <param name="port">The server's.</param>
/// <param name="sharing">How sessions are assigned.</param>
/// <param name="most">Maximum number of sessions kept for transactions; sessions of further logins are closed.</param>
public sealed class SessionSharingProxy(string host, int port, SessionSharingProxy.Sharing sharing, int most = 1) : LoopbackServer
{
    const int SslRequest = 80_877_103;
    const int GssRequest = 80_877_104;

    readonly LinkedList<NetworkStream> _free = [];
    readonly SemaphoreSlim _anyFree = new(0);
    int _sessions;

    public enum Sharing
    {
        BySession,

        /// <summary>By transaction, with the free session used last.</summary>
        LastUsedFirst,

        /// <summary>By transaction, with the free session idle for the longest time.</summary>
        LongestIdleFirst,
    }

    protected override void End()
    {
        lock (_free)
        {
            foreach (var server in _free) server.Dispose();
        }
    }

    protected override async Task Serve(Socket client)
    {
        var stream = new NetworkStream(client);
        if (await LogIn(stream) is not { } server) return;
        if (sharing is Sharing.BySession) await Requests(stream, server);
        else if (Interlocked.Increment(ref _sessions) <= most) Give(server);
        else await server.DisposeAsync();
        if (sharing is not Sharing.BySession) await Requests(stream, null);
    }

    /// <summary>Passes everything until the server is ready for requests; null for a client with another request.</summary>
    async Task<NetworkStream?> LogIn(NetworkStream client)
    {
        var first = await Untyped(client);
        while (BinaryPrimitives.ReadInt32BigEndian(first.AsSpan(4)) is SslRequest or GssRequest)
        {
            await client.WriteAsync("N"u8.ToArray(), Stopping);
            first = await Untyped(client);
        }

        // The major version of the protocol; a cancel request has another number here.
        if (BinaryPrimitives.ReadInt16BigEndian(first.AsSpan(4)) != 3) return null;
        var server = await Connect(host, port);
        await server.WriteAsync(first, Stopping);
        while (true)
        {
            var message = await Typed(server);
            if (message[0] is (byte)'K') BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(5), 7);
            await client.WriteAsync(message, Stopping);
            if (message[0] is (byte)'Z') return server;
            if (message[0] is (byte)'E') return null;

            // Requests for a password or the next SASL step get a reply; success (0) and the end of SASL (12) do not.
            if (message[0] is (byte)'R' && BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(5)) is not (0 or 12)) await server.WriteAsync(await Typed(client), Stopping);
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
                await server.WriteAsync(message, Stopping);
                if (message[0] is not ((byte)'S' or (byte)'Q')) continue;
                var isIdle = await Answer(server, client);
                if (!isIdle || keeps) continue;
                Give(server);
                server = null;
            }
        }
        finally
        {
            // The session may be in a transaction.
            if (server is not null) await server.DisposeAsync();
        }
    }

    /// <summary>Passes the reply up to its end; returns whether no transaction is open then.</summary>
    async Task<bool> Answer(NetworkStream server, NetworkStream client)
    {
        while (true)
        {
            var message = await Typed(server);
            await client.WriteAsync(message, Stopping);
            if (message[0] is (byte)'Z') return message[5] is (byte)'I';
        }
    }

    void Give(NetworkStream server)
    {
        lock (_free) _free.AddLast(server);
        _anyFree.Release();
    }

    async Task<NetworkStream> Take()
    {
        await _anyFree.WaitAsync(Stopping);
        lock (_free)
        {
            var taken = sharing is Sharing.LastUsedFirst ? _free.Last! : _free.First!;
            _free.Remove(taken);
            return taken.Value;
        }
    }

    async Task<byte[]> Untyped(NetworkStream from) => await Message(from, 0);

    async Task<byte[]> Typed(NetworkStream from) => await Message(from, 1);

    async Task<byte[]> Message(NetworkStream from, int type)
    {
        var head = new byte[type + 4];
        await from.ReadExactlyAsync(head, Stopping);
        var message = new byte[type + BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(type))];
        head.CopyTo(message, 0);
        await from.ReadExactlyAsync(message.AsMemory(head.Length), Stopping);
        return message;
    }
}

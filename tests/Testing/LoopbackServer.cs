using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OrleansOrders.Testing;

/// <summary>Accepts connections on a port of 127.0.0.1 until it is disposed, and serves each until one side closes it.</summary>
public abstract class LoopbackServer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentDictionary<Task, byte> _links = [];
    readonly CancellationTokenSource _stopping = new();
    readonly Task _accepting;

    protected LoopbackServer()
    {
        // Small and fixed, so that a client blocks after some megabytes if the server does not read.
        _listener.Server.ReceiveBufferSize = 64 * 1024;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Accept();
    }

    public int Port { get; }

    protected CancellationToken Stopping => _stopping.Token;

    public async ValueTask DisposeAsync()
    {
        if (Stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        End();
        await Task.WhenAll(_links.Keys);
        GC.SuppressFinalize(this);
    }

    protected abstract Task Serve(Socket client);

    /// <summary>Ends waits that do not observe <see cref="Stopping"/>.</summary>
    protected virtual void End()
    {
    }

    protected static async Task<NetworkStream> Connect(string host, int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port);
            return new(socket, ownsSocket: true);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    async Task Accept()
    {
        try
        {
            while (true)
            {
                var link = Link(await _listener.AcceptSocketAsync(Stopping));
                _links[link] = 0;
                _ = link.ContinueWith(ended => _links.TryRemove(ended, out _), TaskScheduler.Default);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    async Task Link(Socket client)
    {
        client.NoDelay = true;
        using (client)
        {
            try
            {
                await Serve(client);
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // One side has closed.
            }
        }
    }
}

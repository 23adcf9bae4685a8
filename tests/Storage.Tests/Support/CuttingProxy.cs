using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OrleansOrders.Storage.Tests;

/// <summary>
/// Stands between a client and PostgreSQL and cuts a connection at the moment that matters: on a request that contains a text, before the server
/// sees it, or after the server has done it and before the client hears of it.
/// </summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly string _host;
    readonly int _port;
    readonly Task _accepting;
    byte[] _marker = [];
    Cut _cut;

    public CuttingProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Accept();
    }

    public enum Cut
    {
        None,
        BeforeTheRequest,
        BeforeTheAnswer,
    }

    public int Port { get; }

    /// <summary>How many connections were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>Cuts the next request that contains <paramref name="marker"/>, once.</summary>
    public void Arm(Cut cut, string marker) => (_cut, _marker) = (cut, Encoding.UTF8.GetBytes(marker));

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
    }

    async Task Accept()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(Forward(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    async Task Forward(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(_host, _port);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var swallowing = new Swallow();
            await Task.WhenAll(
                Pump(client.GetStream(), server.GetStream(), swallowing, ended, fromClient: true),
                Pump(server.GetStream(), client.GetStream(), swallowing, ended, fromClient: false));
        }
    }

    async Task Pump(NetworkStream from, NetworkStream to, Swallow swallow, CancellationTokenSource ended, bool fromClient)
    {
        var buffer = new byte[1 << 20];
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, ended.Token)) > 0)
            {
                var bytes = buffer.AsMemory(0, read);
                if (fromClient && _cut is not Cut.None && bytes.Span.IndexOf(_marker) >= 0)
                {
                    var cut = _cut;
                    _cut = Cut.None;
                    Cuts++;
                    if (cut is Cut.BeforeTheRequest) break;
                    swallow.Answers = true;
                }

                // 'Z', length 5, 'I': the server is ready for the next request, outside of any transaction, so the last one is committed.
                if (!fromClient && swallow.Answers)
                {
                    if (bytes.Span.IndexOf("Z\0\0\0\u0005I"u8) >= 0) break;
                    continue;
                }

                await to.WriteAsync(bytes, ended.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    sealed class Swallow
    {
        public volatile bool Answers;
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Silo.Tests;

public sealed class ConnectionGateTests : IAsyncLifetime
{
    static readonly IPAddress Elsewhere = IPAddress.Parse("127.0.0.2");

    readonly ApiHost _host = new(services => services.PostConfigure<ConnectionOptions>(options =>
    {
        options.MaxConnections = 20;
        options.FirstByteTimeout = TimeSpan.FromSeconds(3);
        options.StopTimeout = TimeSpan.FromSeconds(1);
    }));

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Silent_connections_keep_out_neither_another_address_nor_anyone_for_long()
    {
        var silent = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Connect()));
        try
        {
            Assert.Equal(HttpStatusCode.OK, await Status(Elsewhere));

            // All of them end: those beyond the limit at once, the others when they have said nothing for long enough.
            await Task.WhenAll(silent.Select(Ended)).WaitAsync(TimeSpan.FromSeconds(30));
            await Eventually.Async(() => Status(IPAddress.Loopback), status => status is HttpStatusCode.OK, "there is room again");
        }
        finally
        {
            foreach (var client in silent) client.Dispose();
        }
    }

    [Fact]
    public async Task A_connection_beyond_those_of_its_address_is_closed_at_once()
    {
        var used = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 18; i++) used.Add(await Asked());
            using var beyond = await Connect();
            await Ended(beyond).WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(HttpStatusCode.OK, await Status(Elsewhere));
        }
        finally
        {
            foreach (var client in used) client.Dispose();
        }

        await Eventually.Async(() => Status(IPAddress.Loopback), status => status is HttpStatusCode.OK, "there is room again");
    }

    [Theory]
    [InlineData("POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 20000\r\n\r\n{", 0.9, 15)]
    [InlineData("POST /orders HTTP/1.1\r\nHost: loc", 0.9, 15)]
    [InlineData("", 0, 2.5)]
    public async Task A_request_that_never_ends_does_not_hold_up_a_stop(string sent, double least, double most)
    {
        using var client = await Connect();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(sent));
        Assert.Equal(HttpStatusCode.OK, await Status(IPAddress.Loopback));
        var watch = Stopwatch.StartNew();

        await _host.Stop();

        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most));
        await Ended(client).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData(10_000, 0, null, 300, 10_000, 9_000)]
    [InlineData(10_000, 0, 1_024, 0, 682, 613)]
    [InlineData(10_000, 0, 1_024, 300, 524, 471)]
    [InlineData(10_000, 0, 1_048_576, 300, 10_000, 9_000)]
    [InlineData(100, 10, 1_024, 300, 100, 10)]
    [InlineData(10_000, 10_000, 600, 300, 100, 90)]
    [InlineData(10_000, 10_000, 400, 300, 1, 1)]
    public void Connections_never_take_all_files_of_the_process(int most, int perAddress, int? files, int open, int all, int one) =>
        Assert.Equal((all, one), new ConnectionOptions { MaxConnections = most, MaxConnectionsPerAddress = perAddress }.Limits(files, open));

    [Fact]
    public void The_limit_of_open_files_is_read_as_the_system_says_it()
    {
        Assert.Equal(1024, OpenFiles.Parse(["Max processes             63704                63704                processes ", "Max open files            1024                 524288               files     "]));
        Assert.Null(OpenFiles.Parse(["Max open files            unlimited            unlimited            files     "]));
        Assert.Null(OpenFiles.Parse([]));
    }

    async Task<TcpClient> Connect()
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(_host.Client.BaseAddress!.Host, _host.Client.BaseAddress.Port);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset)
        {
            // Closed before this side knew that it was open.
        }

        return client;
    }

    /// <summary>One that was answered and is kept.</summary>
    async Task<TcpClient> Asked()
    {
        var client = await Connect();
        await client.GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        Assert.NotEqual(0, await client.GetStream().ReadAsync(new byte[16]));
        return client;
    }

    async Task<HttpStatusCode?> Status(IPAddress from)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, ct) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var http = new HttpClient(handler) { BaseAddress = _host.Client.BaseAddress };
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/live", UriKind.Relative));
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    static async Task Ended(TcpClient client)
    {
        try
        {
            Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]));
        }
        catch (Exception e) when (e is IOException || !client.Connected)
        {
            // Closed without ceremony.
        }
    }
}

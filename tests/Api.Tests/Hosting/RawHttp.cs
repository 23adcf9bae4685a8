using System.Net.Sockets;
using System.Text;

namespace OrleansOrders.Api.Tests;

/// <summary>Requests that no HTTP client would send.</summary>
static class RawHttp
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Sends <paramref name="request"/> as it is, and the end of the stream after it where <paramref name="end"/> says so; returns everything until the server closes the connection.
    /// </summary>
    public static async Task<string> Send(ApiHost host, string request, bool end = false)
    {
        using var client = new TcpClient();
        using var patience = new CancellationTokenSource(Patience);
        await client.ConnectAsync(host.Client.BaseAddress!.Host, host.Client.BaseAddress.Port, patience.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
        if (end) client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(patience.Token);
    }
}

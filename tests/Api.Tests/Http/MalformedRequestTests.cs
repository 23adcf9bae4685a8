using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrleansOrders.Api.Tests;

public sealed class MalformedRequestTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFF\r\n{}")]
    [InlineData("xyz\r\n{}")]
    [InlineData("2\r\n{}!!0\r\n\r\n")]
    [InlineData("-1\r\n{}")]
    public async Task A_malformed_chunk_is_the_clients_fault(string chunks)
    {
        foreach (var call in (string[])["POST /orders", "PUT /inventory/burger", "POST /dead-letters/replay"])
        {
            var answer = await RawHttp.Send(host, $"{call} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}\r\n0\r\n\r\n");

            Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
            Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
            Assert.Contains("\"code\":\"invalid_request\"", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("Retry-After", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\n{\"customer_id\":\"c-1\"")]
    [InlineData("Content-Length: 100\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n14\r\n{\"customer_id\":\"c-1\"")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\n{\"cus\r\n")]
    public async Task A_body_that_is_cut_short_ends_in_quiet(string rest)
    {
        using var log = new LogLines();
        await using var own = await ApiHost.StartAsync(services => services.AddLogging(logging => logging.AddProvider(log).AddFilter("Orleans", LogLevel.None)));
        foreach (var call in (string[])["POST /orders", "PUT /inventory/burger", "POST /dead-letters/replay"])
        {
            var answer = await AnswerUnlessReset(own, $"{call} HTTP/1.1\r\nHost: localhost\r\n{rest}");

            // To Kestrel (in 10.0) the end of what a client sends is the end of the connection: mostly it is reset, and there is no answer any more.
            Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal), answer);
        }

        await own.Stop();
        Assert.NotEmpty(log.All);
        Assert.DoesNotContain(log.All, line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("identity")]
    public async Task A_content_encoding_that_encodes_nothing_is_taken(string encoding)
    {
        using var content = new StringContent("""{"customer_id":"c-1","amount":1}""", Encoding.UTF8, "application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        Assert.Equal(HttpStatusCode.Created, (await host.Send(HttpMethod.Post, "/orders", content)).Status);
    }

    static async Task<string> AnswerUnlessReset(ApiHost own, string request)
    {
        try
        {
            return await RawHttp.Send(own, request, end: true);
        }
        catch (IOException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return "";
        }
    }
}

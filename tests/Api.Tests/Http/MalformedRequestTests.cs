using System.Net;
using System.Text;

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
    [InlineData("")]
    [InlineData("identity")]
    public async Task A_content_encoding_that_encodes_nothing_is_taken(string encoding)
    {
        using var content = new StringContent("""{"customer_id":"c-1","amount":1}""", Encoding.UTF8, "application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        Assert.Equal(HttpStatusCode.Created, (await host.Send(HttpMethod.Post, "/orders", content)).Status);
    }
}

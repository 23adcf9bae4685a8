using System.Net;
using System.Text;

namespace OrleansOrders.Api.Tests;

public sealed class BodySizeTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData(1024 * 1024)]
    [InlineData(RequestBody.MaxBytes + 1)]
    public async Task A_body_that_is_too_large_is_refused_with_a_problem(int size)
    {
        using var known = new ByteArrayContent(new byte[size]);
        using var streamed = new StreamedContent(new byte[size]);

        foreach (var content in (HttpContent[])[known, streamed])
        {
            var answer = await host.Send(HttpMethod.Post, "/orders", content);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
            Assert.Equal("body_too_large", answer.Problem());
        }
    }

    [Fact]
    public async Task A_body_of_the_largest_size_is_taken()
    {
        var body = """{"customer_id":"c-1","amount":1}""";
        using var content = new StreamedContent(Encoding.UTF8.GetBytes(body + new string(' ', RequestBody.MaxBytes - body.Length)));

        Assert.Equal(HttpStatusCode.Created, (await host.Send(HttpMethod.Post, "/orders", content)).Status);
    }

    /// <summary>Sent in chunks, without saying how much there will be.</summary>
    sealed class StreamedContent(byte[] bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var chunk in bytes.Chunk(10_000)) await stream.WriteAsync(chunk);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace OrleansOrders.Floor;

/// <summary>A posted order: its id and its bytes. The body is parsed as JSON, since every system has to.</summary>
record PostedOrder(string Id, byte[] Body)
{
    public static PostedOrder Of(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return new(json.RootElement.GetProperty("order_id").GetString()!, body);
    }

    /// <summary>The whole of a request's body.</summary>
    public static async ValueTask<byte[]> Read(PipeReader reader)
    {
        while (true)
        {
            var read = await reader.ReadAsync();
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Answers a post with the order.</summary>
    public async Task Answer(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status201Created;
        response.ContentType = "application/json";
        response.ContentLength = Body.Length;
        await response.BodyWriter.WriteAsync(Body);
    }
}

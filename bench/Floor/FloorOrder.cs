using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace OrleansOrders.Floor;

/// <summary>A posted order: its id and its bytes. The body is parsed as JSON, since every system has to.</summary>
sealed record FloorOrder(string Id, byte[] Body)
{
    public static async ValueTask<FloorOrder> Read(PipeReader reader)
    {
        while (true)
        {
            var read = await reader.ReadAsync();
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return Of(body);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public static FloorOrder Of(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return new(json.RootElement.GetProperty("order_id").GetString()!, body);
    }
}

using System.Text.Json;

namespace OrleansOrders.Simulation;

/// <summary>What a fact says, by its body and not by its id.</summary>
readonly record struct Said(string OrderId, int Version, string Type)
{
    /// <summary>Null where the message is no fact of an order.</summary>
    public static Said? Of(SimMessage message)
    {
        if (message.Properties.Type is not { } type) return null;
        using var body = JsonDocument.Parse(message.Body);
        return body.RootElement.TryGetProperty("order_id", out var order) && body.RootElement.TryGetProperty("version", out var version)
            ? new(order.GetString()!, version.GetInt32(), type)
            : null;
    }
}

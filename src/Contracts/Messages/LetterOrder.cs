using System.Text.Json;

namespace OrleansOrders.Contracts;

/// <summary>
/// Finds the order of a dead letter, even if its body is wrong in other ways. The body has priority over the correlation id. A placed order
/// without either takes its message id as the order's id.
/// </summary>
public static class LetterOrder
{
    const string Name = "order_id";

    /// <summary>The order's id; null if the letter names none.</summary>
    public static OrderId? Of(DeadLetter letter)
    {
        // In this queue the correlation id is the SKU of an item.
        if (letter.Queue == Queues.InventoryAdjustments) return null;
        foreach (var said in new[] { Said(letter.Body), letter.CorrelationId, letter.Queue == Queues.OrderPlaced ? letter.MessageId : null })
        {
            if (OrderId.TryParse(said, null, out var id)) return id;
        }

        return null;
    }

    static string? Said(ReadOnlyMemory<byte> body)
    {
        using var document = JsonBody.Open(body, new ErrorList());
        if (document is null) return null;
        var root = document.RootElement;
        return Text(root) ?? OrderSpellings.Envelope.Select(name => root.TryGetProperty(name, out var inner) ? Text(inner) : null).FirstOrDefault(text => text is not null);
    }

    static string? Text(JsonElement element) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(Name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}

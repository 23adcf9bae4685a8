using System.Text.Json;

namespace OrleansOrders.Cli;

/// <summary>JSON of any shape for a person.</summary>
static class JsonText
{
    /// <summary>A field as text; empty if it is absent.</summary>
    public static string Field(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? Scalar(value) : "";

    /// <summary>One line for each plain field; objects and lists follow as blocks.</summary>
    public static void Show(Screen screen, JsonElement element)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            screen.Block(Readable(element));
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) screen.Block($"{property.Name}:\n{Readable(property.Value)}");
            else screen.Line($"{property.Name}: {Scalar(property.Value)}");
        }
    }

    static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Unescaped(value),
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    static string Unescaped(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escape represents half a surrogate pair.
            return value.GetRawText();
        }
    }

    static string Readable(JsonElement element)
    {
        try
        {
            return JsonSerializer.Serialize(element, CliJson.Readable.JsonElement);
        }
        catch (JsonException)
        {
            return element.GetRawText();
        }
    }
}

using System.Text.Json;

namespace OrleansOrders.Cli;

/// <summary>Shows each notification and then records it as shown: a crash in between shows it again and loses none.</summary>
sealed class NotificationSink(Session session, WatchPosition start, long? count)
{
    long _left = count ?? long.MaxValue;

    /// <summary>The last one shown.</summary>
    public WatchPosition Position { get; private set; } = start;

    /// <summary>Whether the requested number was shown.</summary>
    public bool IsFull => _left <= 0;

    /// <summary>Called when the server has sent anything.</summary>
    public Action Heard { get; set; } = () => { };

    /// <param name="json">The received notification.</param>
    /// <param name="eventId">The position behind it; null if the server sent none.</param>
    public void Take(string json, string? eventId)
    {
        Heard();
        if (eventId is not null && eventId == Position.LastEventId) return;
        var notification = Parse(json);
        if (session.Json) session.Screen.Verbatim(OneLine(json));
        else Show(json, notification);
        _left--;
        if (eventId is not null) Remember(eventId);
    }

    /// <summary>The position before the first event.</summary>
    public void Begin(string eventId)
    {
        if (eventId.Length > 0 && eventId != Position.LastEventId) Remember(eventId);
    }

    void Remember(string eventId)
    {
        Position = Position with { LastEventId = eventId };
        session.Memory.Remember(Position);
    }

    void Show(string json, Notification? notification)
    {
        if (notification is null)
        {
            session.Screen.Line(json);
            return;
        }

        session.Screen.Status($"{notification.At}  ", notification.Kind, $"  {notification.OrderId}{Details(notification.Body)}");
    }

    static string Details(JsonElement? body)
    {
        if (body is not { } facts) return "";
        var amount = $"{JsonText.Field(facts, "total_amount")} {JsonText.Field(facts, "currency")}".Trim();
        var reason = facts.ValueKind is JsonValueKind.Object && facts.TryGetProperty("failure", out var failure) ? JsonText.Field(failure, "reason") : "";
        return (amount.Length > 0 ? "  " + amount : "") + (reason.Length > 0 ? $"  ({reason})" : "");
    }

    // In JSON, a line break is never inside a string.
    static string OneLine(string json) => json.ReplaceLineEndings(" ");

    static Notification? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, CliJson.Default.Notification);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

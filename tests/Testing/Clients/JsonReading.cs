using System.Text.Json;

namespace OrleansOrders.Testing;

public static class JsonReading
{
    /// <summary>The text of a field that must be there.</summary>
    public static string Text(this JsonElement json, string field) =>
        json.GetProperty(field).GetString() ?? throw new InvalidOperationException($"{field} is null in {json}");

    public static string OrderId(this JsonElement order) => order.Text("order_id");

    public static string Status(this JsonElement order) => order.Text("status");

    public static int Version(this JsonElement order) => order.GetProperty("version").GetInt32();

    public static bool IsFinal(this JsonElement order) => order.Status() is "confirmed" or "failed" or "cancelled";

    /// <summary>What happened to an order, oldest first, like <c>placed reserved confirmed</c>.</summary>
    public static string HistoryKinds(this JsonElement order) =>
        string.Join(' ', order.GetProperty("history").EnumerateArray().Select(entry => entry.Text("kind")));
}
